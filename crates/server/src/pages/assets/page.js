
// What the pages do with it, and small comforts. Everything else works without this file.
(function () {
  'use strict';

  var body = document.body;
  var failure = document.getElementById('failure');

  function all(selector, each) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), each);
  }

  if (!window.PublicKeyCredential) {
    all('.way[data-script], [data-trigger]', function (one) { one.hidden = true; });
    all('.or[data-script]', function (one) { one.hidden = true; });
  }

  // An authenticator was asked, and nothing came of it.
  window.addEventListener('selfsameWebAuthnFailed', function () {
    failure.textContent = body.dataset.failed;
    failure.hidden = false;
    failure.scrollIntoView({ block: 'nearest' });
    all('[data-trigger]', function (button) { button.removeAttribute('aria-busy'); });
  });

  all('[data-trigger]', function (button) {
    button.addEventListener('click', function () {
      var ask = window[button.dataset.trigger];
      failure.hidden = true;
      if (ask) {
        button.setAttribute('aria-busy', 'true');
        ask(button.dataset.options);
      }
    });
  });

  all('[data-onload]', function (input) {
    var wait = window[input.dataset.onload];
    if (wait) {
      wait();
    }
  });

  all('[data-reveal]', function (button) {
    var input = document.getElementById(button.dataset.reveal);
    var show = button.textContent;
    button.addEventListener('click', function () {
      var hides = input.type === 'text';
      input.type = hides ? 'password' : 'text';
      button.textContent = hides ? show : button.dataset.hide;
    });
  });

  all('[data-copy]', function (button) {
    button.addEventListener('click', function () {
      var source = document.getElementById(button.dataset.copy);
      var codes = Array.prototype.map.call(source.querySelectorAll('code'), function (code) { return code.textContent; });
      navigator.clipboard.writeText(codes.length ? codes.join('\n') : source.textContent).then(function () {
        button.textContent = body.dataset.copied;
      });
    });
  });

  all('[data-print]', function (button) {
    button.addEventListener('click', function () { window.print(); });
  });

  // Times as they are called here.
  all('time[datetime]', function (time) {
    var at = new Date(time.dateTime);
    if (!isNaN(at)) {
      time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    }
  });

  // A form is sent once.
  all('form', function (form) {
    form.addEventListener('submit', function (event) {
      if (form.dataset.sent) {
        event.preventDefault();
      }
      form.dataset.sent = 'yes';
    });
  });
  window.addEventListener('pageshow', function () {
    all('form', function (form) { delete form.dataset.sent; });
  });

  var summary = document.getElementById('summary');
  if (summary) {
    summary.focus();
  }
})();
