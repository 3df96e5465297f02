// Security keys and passkeys for self-service forms. The names of the functions are those that the forms'
// `onclickTrigger` and `onloadTrigger` attributes give.
(function () {
  'use strict';

  if (!window.PublicKeyCredential) {
    return;
  }

  var waiting = null;

  function toBytes(text) {
    var binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(binary, function (character) { return character.charCodeAt(0); });
  }

  function toText(buffer) {
    var binary = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join('');
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  function field(name) {
    return document.querySelector('[name="' + name + '"]');
  }

  function submit(name, value) {
    var input = field(name);
    input.value = JSON.stringify(value);
    input.closest('form').submit();
  }

  function parse(options) {
    return typeof options === 'string' ? JSON.parse(options) : options;
  }

  function requestOptions(options) {
    var key = options.publicKey;
    key.challenge = toBytes(key.challenge);
    (key.allowCredentials || []).forEach(function (one) { one.id = toBytes(one.id); });
    return options;
  }

  function creationOptions(options) {
    var key = options.publicKey;
    key.challenge = toBytes(key.challenge);
    key.user.id = toBytes(key.user.id);
    (key.excludeCredentials || []).forEach(function (one) { one.id = toBytes(one.id); });
    return options;
  }

  function assertion(credential) {
    var response = credential.response;
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: {
        authenticatorData: toText(response.authenticatorData),
        clientDataJSON: toText(response.clientDataJSON),
        signature: toText(response.signature),
        userHandle: response.userHandle ? toText(response.userHandle) : null
      }
    };
  }

  function attestation(credential) {
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: {
        attestationObject: toText(credential.response.attestationObject),
        clientDataJSON: toText(credential.response.clientDataJSON)
      }
    };
  }

  function fail(error) {
    // The person's own "cancel" needs no alarm.
    if (error && error.name !== 'AbortError' && error.name !== 'NotAllowedError') {
      console.error(error);
    }
    // Not when the request was given up for another one.
    if (!error || error.name !== 'AbortError') {
      window.dispatchEvent(new CustomEvent('selfsameWebAuthnFailed'));
    }
  }

  // A conditional request (autofill) and a modal one exclude each other.
  function stopWaiting() {
    if (waiting) {
      waiting.abort();
      waiting = null;
    }
  }

  function get(options, name) {
    stopWaiting();
    return navigator.credentials.get(requestOptions(options)).then(function (credential) {
      submit(name, assertion(credential));
    }).catch(fail);
  }

  function create(options, name) {
    stopWaiting();
    return navigator.credentials.create(creationOptions(options)).then(function (credential) {
      submit(name, attestation(credential));
    }).catch(fail);
  }

  window.oryWebAuthnLogin = function (options) {
    return get(parse(options), 'webauthn_login');
  };

  window.oryWebAuthnRegistration = function (options) {
    return create(parse(options), 'webauthn_register');
  };

  window.oryPasskeyLogin = function () {
    return get(parse(field('passkey_challenge').value), 'passkey_login');
  };

  window.oryPasskeyLoginAutocompleteInit = function () {
    var supported = PublicKeyCredential.isConditionalMediationAvailable;
    if (!supported || !field('passkey_challenge')) {
      return Promise.resolve();
    }
    return supported.call(PublicKeyCredential).then(function (available) {
      if (!available) {
        return;
      }
      waiting = new AbortController();
      var options = requestOptions(parse(field('passkey_challenge').value));
      options.mediation = 'conditional';
      options.signal = waiting.signal;
      return navigator.credentials.get(options).then(function (credential) {
        submit('passkey_login', assertion(credential));
      });
    }).catch(fail);
  };

  window.oryPasskeyRegistration = function () {
    var data = parse(field('passkey_create_data').value);
    var names = data.displayNameFieldNames || [data.displayNameFieldName];
    var filled = names.map(field).find(function (input) { return input && input.value; });
    if (filled) {
      data.credentialOptions.publicKey.user.name = filled.value;
      data.credentialOptions.publicKey.user.displayName = filled.value;
    }
    return create(data.credentialOptions, 'passkey_register');
  };

  window.oryPasskeySettingsRegistration = function () {
    return create(parse(field('passkey_create_data').value), 'passkey_settings_register');
  };

  window.dispatchEvent(new CustomEvent('oryWebAuthnInitialized'));
})();
