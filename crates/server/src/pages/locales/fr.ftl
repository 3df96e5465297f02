# Français.
#
# Mots : clé d’accès (passkey) · clé de sécurité · application d’authentification · code de secours (backup code) · code (de
#        connexion, d’inscription, de récupération, de confirmation) · se connecter / se déconnecter / s’inscrire · compte
#        récupération · confirmer (verification) · e-mail · numéro de téléphone · identifiant · associer / dissocier
# Ton :  bref et aimable ; « vous » ; boutons à l’infinitif.
#
# Le sens des variables est expliqué dans en.ftl.

list-separator = {", "}

way-password = mot de passe
way-code = code
way-oidc = fournisseur
way-saml = fournisseur
way-webauthn = clé de sécurité
way-passkey = clé d’accès
way-totp = application d’authentification
way-lookup_secret = code de secours

## Signing in

message-1010001 = Se connecter
message-1010002 = Se connecter avec { $provider }
message-1010003 = Pour votre sécurité, veuillez vous connecter à nouveau.
message-1010004 = Il reste une seconde étape pour vous connecter.
message-1010006 = Code de votre application d’authentification
message-1010007 = Code de secours
message-1010008 = Se connecter avec une clé de sécurité
message-1010009 = Utiliser l’application d’authentification
message-1010010 = Utiliser un code de secours
message-1010012 = Préparez votre clé de sécurité.
message-1010013 = Continuer avec la clé de sécurité
message-1010014 = Nous vous avons envoyé un code. S’il n’arrive pas, vérifiez l’adresse ou recommencez.
message-1010015 = Recevoir un code de connexion
message-1010016 = Un compte existe déjà avec { $duplicate_identifier }. Connectez-vous à ce compte pour l’associer à { $provider }.
message-1010017 = Se connecter et associer
message-1010018 = Confirmer avec { $provider }
message-1010021 = Se connecter avec une clé d’accès
message-1010022 = Se connecter avec un mot de passe
message-1010023 = Envoyer un code à { $address }
message-1010025 = Nous vous avons envoyé un code pour confirmer que c’est bien vous.

## Signing up

message-1040001 = S’inscrire
message-1040002 = S’inscrire avec { $provider }
message-1040003 = Continuer
message-1040004 = S’inscrire avec une clé de sécurité
message-1040005 = Nous vous avons envoyé un code. S’il n’arrive pas, vérifiez l’adresse ou recommencez.
message-1040006 = Recevoir un code d’inscription
message-1040007 = S’inscrire avec une clé d’accès
message-1040008 = Retour
message-1040009 = Choisissez comment vous souhaitez vous connecter à l’avenir.

## Settings

message-1050001 = Vos modifications sont enregistrées.
message-1050002 = Associer { $provider }
message-1050003 = Dissocier { $provider }
message-1050004 = Retirer l’application d’authentification
message-1050005 = Code QR pour votre application d’authentification
message-1050006 = { $secret }
message-1050007 = Afficher les codes de secours
message-1050008 = Créer de nouveaux codes de secours
message-1050009 = { $secret }
message-1050010 = Voici vos codes de secours. Conservez-les en lieu sûr.
message-1050011 = Confirmer les codes de secours
message-1050012 = Ajouter une clé de sécurité
message-1050013 = Nom de la clé de sécurité
message-1050014 = utilisé
message-1050015 = { $secrets }
message-1050016 = Désactiver les codes de secours
message-1050017 = Clé secrète pour votre application d’authentification
message-1050018 = Retirer la clé de sécurité « { $display_name } »
message-1050019 = Ajouter une clé d’accès
message-1050020 =
    { $display_name ->
        [unnamed] Retirer la clé d’accès sans nom
       *[other] Retirer la clé d’accès « { $display_name } »
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Vous avez retrouvé l’accès à votre compte. Définissez tout de suite un nouveau mot de passe ou un autre moyen de connexion.
        [one] Vous avez retrouvé l’accès à votre compte. Vous avez une minute pour définir un nouveau mot de passe ou un autre moyen de connexion.
       *[other] Vous avez retrouvé l’accès à votre compte. Vous avez { $minutes } minutes pour définir un nouveau mot de passe ou un autre moyen de connexion.
    }
message-1060002 = Si un compte est lié à cette adresse, un lien de récupération vient d’y être envoyé.
message-1060003 = Si un compte est lié à cette adresse, un code de récupération vient d’y être envoyé.
message-1060004 = Si un compte est lié à { $masked_address }, un code de récupération vient d’y être envoyé.
message-1060005 = Saisissez l’adresse complète que vous avez choisie.
message-1060006 = Choisissez où envoyer le code de récupération.
message-1060007 = Retour

## Labels

message-1070000 = { $text }
message-1070001 = Mot de passe
message-1070002 =
    { $slug ->
        [email] Adresse e-mail
        [e-mail] Adresse e-mail
        [email-address] Adresse e-mail
        [e-mail-address] Adresse e-mail
        [password] Mot de passe
        [name] Nom
        [first-name] Prénom
        [last-name] Nom de famille
        [username] Nom d’utilisateur
        [user-name] Nom d’utilisateur
        [phone] Numéro de téléphone
        [phone-number] Numéro de téléphone
       *[other] { $title }
    }
message-1070003 = Enregistrer
message-1070004 = Identifiant
message-1070006 = Code de l’application d’authentification
message-1070007 = Adresse e-mail
message-1070008 = Renvoyer le code
message-1070009 = Continuer
message-1070010 = Code de récupération
message-1070011 = Code de confirmation
message-1070012 = Code d’inscription
message-1070013 = Code de connexion
message-1070016 = Adresse de récupération
message-1070017 = Numéro de téléphone
message-1070018 = Adresse e-mail ou numéro de téléphone

## Verification

message-1080001 = Un lien pour confirmer cette adresse vient d’y être envoyé.
message-1080002 = Cette adresse e-mail est confirmée.
message-1080003 = Un code pour confirmer cette adresse vient d’y être envoyé.
message-1080004 = Un code pour confirmer ce numéro vient d’y être envoyé.
message-1080005 = Ce numéro de téléphone est confirmé.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Trop de codes ont été essayés. Demandez-en un nouveau.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Trop de codes ont été essayés. Veuillez recommencer.
        [this-code-was-used-before-please-ask-for-a-new-one] Ce code a déjà été utilisé. Demandez-en un nouveau.
        [this-key-is-registered-already] Cette clé est déjà enregistrée.
        [this-account-has-no-such-key] Ce compte n’a pas cette clé.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] C’est le dernier moyen de se connecter à ce compte. Ajoutez-en d’abord un autre.
       *[other] Cela n’a pas été accepté. Détails : { $reason }
    }
message-4000002 =
    { $property ->
        [email] Saisissez votre adresse e-mail.
        [password] Saisissez votre mot de passe.
        [code] Saisissez le code.
        [totp_code] Saisissez le code.
        [lookup_secret] Saisissez le code.
       *[other] Remplissez ce champ.
    }
message-4000003 =
    { $min_length ->
        [1] Remplissez ce champ.
        [one] Il faut au moins { $min_length } caractère.
       *[other] Il faut au moins { $min_length } caractères, et non { $actual_length }.
    }
message-4000004 = Le format n’est pas celui attendu.
message-4000005 = Ce mot de passe ne peut pas être utilisé : { $reason }.
message-4000006 = Ces informations de connexion sont incorrectes. Vérifiez votre identifiant et votre mot de passe.
message-4000007 = Un compte existe déjà avec ces informations. Souhaitez-vous plutôt vous connecter ?
message-4000008 = Ce code est incorrect. Veuillez réessayer.
message-4000009 = Ces informations ne permettraient pas de se connecter. Manque-t-il une adresse ou un nom d’utilisateur ?
message-4000010 = L’adresse de ce compte n’est pas encore confirmée. Cherchez le message de confirmation dans votre boîte de réception.
message-4000011 = Aucune application d’authentification n’est configurée pour ce compte.
message-4000012 = Ce code de secours a déjà été utilisé. Prenez-en un autre.
message-4000013 = Aucune clé de sécurité n’est configurée pour ce compte.
message-4000014 = Aucun code de secours n’est configuré pour ce compte.
message-4000015 = Aucun compte ne correspond à cette clé de sécurité ou clé d’accès.
message-4000016 = Ce code de secours est incorrect.
message-4000017 =
    { $max_length ->
        [one] Au maximum { $max_length } caractère, et non { $actual_length }.
       *[other] Au maximum { $max_length } caractères, et non { $actual_length }.
    }
message-4000018 = Saisissez { $minimum } ou plus.
message-4000019 = Saisissez plus de { $minimum }.
message-4000020 = Saisissez { $maximum } ou moins.
message-4000021 = Saisissez moins de { $maximum }.
message-4000022 = Saisissez un multiple de { $base }.
message-4000023 =
    { $max_items ->
        [one] Au maximum { $max_items } entrée, et non { $actual_items }.
       *[other] Au maximum { $max_items } entrées, et non { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Il faut au moins { $min_items } entrée.
       *[other] Il faut au moins { $min_items } entrées, et non { $actual_items }.
    }
message-4000025 = Deux entrées sont identiques.
message-4000026 =
    { $allowed_types ->
        [string] Saisissez un texte.
        [number] Saisissez un nombre.
        [integer] Saisissez un nombre entier.
        [boolean] Choisissez oui ou non.
       *[other] Ce type de valeur n’est pas attendu ici ({ $allowed_types }).
    }
message-4000027 = Un compte existe déjà avec cet identifiant. Connectez-vous à ce compte pour associer les deux.
message-4000028 =
    { $available_credential_types ->
        [none] Un compte existe déjà avec { $credential_identifier_hint }. Connectez-vous.
       *[other]
            { $available_oidc_providers ->
                [none] Un compte existe déjà avec { $credential_identifier_hint }. Pour vous connecter : { $available_credential_types }.
               *[other] Un compte existe déjà avec { $credential_identifier_hint }. Pour vous connecter : { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = La valeur doit être { $expected }.
message-4000030 = Une seule valeur précise est autorisée ici.
message-4000031 = Le mot de passe ressemble trop à votre identifiant.
message-4000032 =
    { $min_length ->
        [one] Le mot de passe doit compter au moins { $min_length } caractère.
       *[other] Le mot de passe doit compter au moins { $min_length } caractères, et non { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] Le mot de passe peut compter au plus { $max_length } caractère.
       *[other] Le mot de passe est trop long : { $max_length } caractères au plus, moins avec des accents ou des émojis.
    }
message-4000034 = Ce mot de passe figure dans des fuites de données connues. Choisissez-en un autre.
message-4000035 = Ce compte ne permet pas de se connecter par code.
message-4000036 = Ces informations ne sont plus celles pour lesquelles le code a été envoyé. Veuillez recommencer.
message-4000037 = Aucun compte n’a été trouvé, ou il n’a aucun moyen de connexion.
message-4000039 = Le nouveau mot de passe doit être différent de l’actuel.
message-4000040 = « { $value } » n’est pas une adresse e-mail.
message-4000041 = « { $value } » n’est pas un numéro de téléphone.
message-4000043 = La clé de sécurité ou la clé d’accès n’a pas pu être vérifiée. Veuillez réessayer.

## What is wrong with a step

message-4010001 = Le formulaire de connexion est resté ouvert trop longtemps. Veuillez réessayer.
message-4010002 = Ce moyen de connexion n’est pas possible ici. Choisissez-en un autre.
message-4010003 = Ce moyen d’inscription n’est pas possible ici. Choisissez-en un autre.
message-4010004 = Aucune modification n’a été choisie, ou elle n’est pas possible ici.
message-4010005 = Ce moyen de récupération n’est pas possible ici. Choisissez-en un autre.
message-4010006 = Ce moyen de confirmation n’est pas possible ici. Choisissez-en un autre.
message-4010008 = Ce code de connexion est incorrect ou a expiré. Veuillez réessayer.
message-4010009 = Vous vous êtes connecté à un autre compte que celui à associer.
message-4010010 = Cette adresse n’est pas celle du compte.
message-4010011 = Ce compte a été désactivé.
message-4040001 = Le formulaire d’inscription est resté ouvert trop longtemps. Veuillez réessayer.
message-4040003 = Ce code d’inscription est incorrect ou a expiré. Veuillez réessayer.
message-4050001 = Les paramètres sont restés ouverts trop longtemps. Veuillez réessayer.
message-4050002 = Modifiez une seule adresse à la fois.
message-4060001 = Cette récupération est déjà terminée. Veuillez recommencer.
message-4060002 = Cette récupération ne peut pas continuer. Veuillez recommencer.
message-4060004 = Ce lien de récupération est incorrect ou a déjà été utilisé. Veuillez recommencer.
message-4060005 = Cette récupération a expiré. Veuillez recommencer.
message-4060006 = Ce code de récupération est incorrect ou a déjà été utilisé. Veuillez réessayer.
message-4070001 = Ce lien est incorrect ou a déjà été utilisé. Veuillez recommencer.
message-4070002 = C’est déjà terminé. Veuillez recommencer.
message-4070003 = Impossible de continuer. Veuillez recommencer.
message-4070005 = Cette confirmation a expiré. Veuillez recommencer.
message-4070006 = Ce code est incorrect ou a déjà été utilisé. Veuillez réessayer.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Trop de tentatives incorrectes. Patientez { $retry_after } seconde.
               *[other] Trop de tentatives incorrectes. Patientez { $retry_after } secondes.
            }
        [one] Trop de tentatives incorrectes. Patientez une minute.
       *[other] Trop de tentatives incorrectes. Patientez { $minutes } minutes.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problème : { $event } – { $page } – { $product }
page-skip = Aller au contenu
page-nav = Pages
page-nav-home = Compte
page-nav-settings = Paramètres
page-sign-out = Se déconnecter
page-language = Langue
page-other-ways = Autres moyens
page-or = ou
page-optional = facultatif
page-problem = À vérifier
page-show-password = Afficher
page-hide-password = Masquer
page-copy = Copier
page-copied = Copié
page-print = Imprimer
page-start-again = Recommencer
page-back = Retour
page-passkey-failed = L’opération a échoué ou a été annulée. Réessayez ou choisissez un autre moyen.
page-script-needed = Les clés d’accès et les clés de sécurité ont besoin de JavaScript, qui est désactivé ici.

## Pages: notices after something was done elsewhere

page-notice-expired = Ce formulaire était trop ancien. En voici un nouveau.
page-notice-revoked = Cet appareil est déconnecté.
page-notice-others-revoked = Tous les autres appareils sont déconnectés.

## Pages: signing in and up

page-login = Se connecter
page-login-again = Confirmez que c’est bien vous
page-login-second = Encore une étape
page-login-new = Pas encore de compte ?
page-login-sign-up = Créer un compte
page-login-forgot = Impossible de vous connecter ?
page-login-other = Se connecter avec un autre compte
page-registration = Créer un compte
page-registration-choose = Choisissez comment vous connecter
page-registration-known = Vous avez déjà un compte ?
page-registration-sign-in = Se connecter
page-passkey-hint = Avec votre empreinte, votre visage ou le verrouillage de votre appareil. Rien à retenir.
page-use-password = Utiliser plutôt un mot de passe

## Pages: codes and links

page-recovery = Retrouver l’accès à votre compte
page-recovery-lead = Saisissez l’adresse de votre compte. Nous vous enverrons de quoi y accéder de nouveau.
page-verification = Confirmer votre adresse
page-verification-lead = Saisissez l’adresse. Un message y sera envoyé pour montrer qu’elle est à vous.
page-verified = Votre adresse est confirmée
page-enter-code = Saisissez le code
page-check-inbox = Consultez votre boîte de réception
page-code-late = Rien reçu ? Regardez aussi dans les courriers indésirables.
page-to-sign-in = Retour à la connexion

## Pages: settings

page-settings = Paramètres
page-settings-sections = Rubriques
page-settings-profile = Vos informations
page-settings-password = Mot de passe
page-settings-password-lead = Mieux vaut long que compliqué : quelques mots à la suite font un bon mot de passe.
page-settings-oidc = Comptes associés
page-settings-passkey = Clés d’accès
page-settings-passkey-lead = Connectez-vous avec votre empreinte, votre visage ou le verrouillage de votre appareil.
page-settings-webauthn = Clés de sécurité
page-settings-webauthn-lead = Une clé à brancher ou à approcher de votre appareil.
page-settings-totp = Application d’authentification
page-settings-totp-lead = Une application sur votre téléphone affiche un code que vous seul pouvez voir.
page-settings-totp-scan = Scannez cette image avec l’application ou saisissez-y la clé secrète. Entrez ensuite le code affiché.
page-settings-totp-on = L’application d’authentification est configurée.
page-settings-lookup_secret = Codes de secours
page-settings-lookup_secret-lead = Pour le jour où vous n’aurez rien d’autre sous la main. Chaque code sert une fois.
page-settings-none = Rien de configuré pour l’instant.
page-settings-added = Ajoutée le
page-settings-remove = Retirer…
page-settings-unnamed = Sans nom

## Pages: the account

page-home = Votre compte
page-home-hello = Bonjour, { $name }
page-home-details = Vos informations
page-home-edit = Modifier
page-home-addresses = Adresses
page-home-confirmed = Confirmée
page-home-unconfirmed = Non confirmée
page-home-confirm = Confirmer
page-home-ways = Vos moyens de connexion
page-home-add = Ajouter
page-home-manage = Gérer
page-home-set = Défini
page-home-off = Désactivé
page-home-on = Activé
page-home-none = Aucun
page-home-codes-left =
    { $count ->
        [one] { $count } code restant
       *[other] { $count } codes restants
    }
page-home-keys =
    { $count ->
        [one] { $count } clé
       *[other] { $count } clés
    }
page-home-sessions = Où vous êtes connecté
page-home-this-device = Cet appareil
page-home-device = { $browser } sur { $system }
page-home-unknown-device = Appareil inconnu
page-home-since = Connexion :
page-home-more-sessions =
    { $count ->
        [one] Et { $count } autre.
       *[other] Et { $count } autres.
    }
page-home-revoke = Déconnecter
page-home-revoke-label = Déconnecter { $device }
page-home-revoke-others = Déconnecter tous les autres appareils

## Pages: signing out, and what went wrong

page-logout = Se déconnecter
page-logout-ask = Voulez-vous vous déconnecter de cet appareil ?
page-logout-stay = Rester connecté
page-logout-done = Vous êtes déconnecté
page-logout-again = Se reconnecter
page-error = Une erreur s’est produite
page-error-lead = Vous n’y êtes pour rien. Réessayez dans un instant.
page-error-not-found = Cette page n’existe pas ou n’existe plus.
page-error-refused = Cela n’a pas été possible. Veuillez recommencer.
page-error-cookies = Votre navigateur n’a pas envoyé de cookies, ou la page est ancienne. Autorisez les cookies et recommencez.
page-error-csrf = Le formulaire et votre navigateur ne vont plus ensemble. Vous vous êtes peut-être connecté ou déconnecté dans un autre onglet. Veuillez recommencer.
page-error-off = Cette fonction est désactivée ici.
page-error-busy = Il y a beaucoup d’activité en ce moment. Réessayez dans un instant.
page-error-details = Pour les responsables de ce site
page-error-id = Référence

## Mails and text messages

mail-hello = Bonjour,
mail-expires =
    { $minutes ->
        [one] Valable { $minutes } minute.
       *[other] Valable { $minutes } minutes.
    }
mail-secret = Ne le communiquez à personne.
mail-ignore = Si ce n’était pas vous, ignorez ce message : rien ne changera. Ne le transmettez à personne.
mail-recovery-link-subject = Retrouvez l’accès à votre compte
mail-recovery-link-intro = Vous avez demandé à retrouver l’accès à votre compte.
mail-recovery-link-open = Ouvrez ce lien pour continuer :
mail-recovery-code-subject = Votre code de récupération
mail-recovery-code-intro = Vous avez demandé à retrouver l’accès à votre compte. Saisissez ce code pour continuer :
mail-recovery-unknown-subject = Aucun compte n’est lié à cette adresse
mail-recovery-unknown-intro = Quelqu’un a demandé à récupérer un compte avec cette adresse e-mail, mais aucun compte n’y est lié.
mail-recovery-unknown-close = Si c’était vous, essayez une autre adresse avec laquelle vous auriez pu vous inscrire. Sinon, ignorez ce message.
mail-verification-link-subject = Confirmez votre adresse e-mail
mail-verification-link-intro = Veuillez confirmer que cette adresse e-mail est bien la vôtre.
mail-verification-link-open = Ouvrez ce lien pour la confirmer :
mail-verification-code-subject = Votre code de confirmation
mail-verification-code-intro = Veuillez confirmer que cette adresse est bien la vôtre. Saisissez ce code :
mail-verification-code-open = Ou ouvrez ce lien :
mail-verification-unknown-subject = Aucun compte n’a cette adresse
mail-verification-unknown-intro = Quelqu’un a demandé à confirmer cette adresse e-mail, mais aucun compte n’y est lié.
mail-verification-unknown-close = Si c’était vous, inscrivez-vous d’abord ou essayez une autre adresse. Sinon, ignorez ce message.
mail-login-code-subject = Votre code de connexion
mail-login-code-intro = Saisissez ce code pour vous connecter :
mail-registration-code-subject = Votre code d’inscription
mail-registration-code-intro = Saisissez ce code pour terminer votre inscription :
mail-address-changed-subject = Une adresse de votre compte a été modifiée
mail-address-changed-intro = Une adresse de votre compte a été modifiée ({ $time }).
mail-address-changed-close = Si ce n’était pas vous, changez tout de suite votre mot de passe et déconnectez tous les autres appareils.
mail-key-added-subject = Une clé a été ajoutée à votre compte
mail-key-added-intro = Une clé qui permet de se connecter a été ajoutée à votre compte ({ $time }).
mail-key-added-close = Si ce n’était pas vous, retirez-la tout de suite, changez votre mot de passe et déconnectez tous les autres appareils.
