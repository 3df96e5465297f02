# Nederlands.
#
# Woorden: passkey · beveiligingssleutel · authenticator-app · back-upcode · code (inlog-, registratie-, herstel-, bevestigingscode)
#          inloggen / uitloggen / registreren · account · herstel · bevestigen (verification) · e-mailadres · telefoonnummer ·
#          inlognaam (identifier) · koppelen / ontkoppelen
# Toon:    kort en vriendelijk; ‘je’; knoppen in de onbepaalde wijs.
#
# Wat de variabelen betekenen, staat in en.ftl.

list-separator = {", "}

way-password = wachtwoord
way-code = code
way-oidc = externe dienst
way-saml = externe dienst
way-webauthn = beveiligingssleutel
way-passkey = passkey
way-totp = authenticator-app
way-lookup_secret = back-upcode

## Signing in

message-1010001 = Inloggen
message-1010002 = Inloggen met { $provider }
message-1010003 = Log voor de zekerheid nog een keer in.
message-1010004 = Rond de tweede stap van het inloggen af.
message-1010006 = Code uit je authenticator-app
message-1010007 = Back-upcode
message-1010008 = Inloggen met een beveiligingssleutel
message-1010009 = De authenticator-app gebruiken
message-1010010 = Een back-upcode gebruiken
message-1010012 = Houd je beveiligingssleutel bij de hand.
message-1010013 = Doorgaan met de beveiligingssleutel
message-1010014 = We hebben je een code gestuurd. Komt er niets aan, controleer dan het adres of begin opnieuw.
message-1010015 = Stuur mij een inlogcode
message-1010016 = Er bestaat al een account met { $duplicate_identifier }. Log daarop in om het aan { $provider } te koppelen.
message-1010017 = Inloggen en koppelen
message-1010018 = Bevestigen met { $provider }
message-1010021 = Inloggen met een passkey
message-1010022 = Inloggen met wachtwoord
message-1010023 = Een code sturen naar { $address }
message-1010025 = We hebben je een code gestuurd om te bevestigen dat jij het bent.

## Signing up

message-1040001 = Registreren
message-1040002 = Registreren met { $provider }
message-1040003 = Doorgaan
message-1040004 = Registreren met een beveiligingssleutel
message-1040005 = We hebben je een code gestuurd. Komt er niets aan, controleer dan het adres of begin opnieuw.
message-1040006 = Stuur mij een registratiecode
message-1040007 = Registreren met een passkey
message-1040008 = Terug
message-1040009 = Kies hoe je voortaan wilt inloggen.

## Settings

message-1050001 = Je wijzigingen zijn opgeslagen.
message-1050002 = { $provider } koppelen
message-1050003 = { $provider } ontkoppelen
message-1050004 = De authenticator-app verwijderen
message-1050005 = QR-code voor je authenticator-app
message-1050006 = { $secret }
message-1050007 = Back-upcodes tonen
message-1050008 = Nieuwe back-upcodes maken
message-1050009 = { $secret }
message-1050010 = Dit zijn je back-upcodes. Bewaar ze op een veilige plek.
message-1050011 = Back-upcodes bevestigen
message-1050012 = Een beveiligingssleutel toevoegen
message-1050013 = Naam van de beveiligingssleutel
message-1050014 = gebruikt
message-1050015 = { $secrets }
message-1050016 = Back-upcodes uitschakelen
message-1050017 = Geheime sleutel voor je authenticator-app
message-1050018 = Beveiligingssleutel ‘{ $display_name }’ verwijderen
message-1050019 = Een passkey toevoegen
message-1050020 =
    { $display_name ->
        [unnamed] De passkey zonder naam verwijderen
       *[other] Passkey ‘{ $display_name }’ verwijderen
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Je account is hersteld. Stel nu meteen een nieuw wachtwoord of een andere manier om in te loggen in.
        [one] Je account is hersteld. Stel binnen een minuut een nieuw wachtwoord of een andere manier om in te loggen in.
       *[other] Je account is hersteld. Stel binnen { $minutes } minuten een nieuw wachtwoord of een andere manier om in te loggen in.
    }
message-1060002 = Als er een account met dit adres bestaat, is er een herstellink naartoe gestuurd.
message-1060003 = Als er een account met dit adres bestaat, is er een herstelcode naartoe gestuurd.
message-1060004 = Als er een account met { $masked_address } bestaat, is er een herstelcode naartoe gestuurd.
message-1060005 = Typ het gekozen adres volledig in.
message-1060006 = Kies waar de herstelcode naartoe moet.
message-1060007 = Terug

## Labels

message-1070000 = { $text }
message-1070001 = Wachtwoord
message-1070002 =
    { $slug ->
        [email] E-mailadres
        [e-mail] E-mailadres
        [email-address] E-mailadres
        [e-mail-address] E-mailadres
        [password] Wachtwoord
        [name] Naam
        [first-name] Voornaam
        [last-name] Achternaam
        [username] Gebruikersnaam
        [user-name] Gebruikersnaam
        [phone] Telefoonnummer
        [phone-number] Telefoonnummer
       *[other] { $title }
    }
message-1070003 = Opslaan
message-1070004 = Inlognaam
message-1070006 = Code uit de authenticator-app
message-1070007 = E-mailadres
message-1070008 = De code opnieuw sturen
message-1070009 = Doorgaan
message-1070010 = Herstelcode
message-1070011 = Bevestigingscode
message-1070012 = Registratiecode
message-1070013 = Inlogcode
message-1070016 = Hersteladres
message-1070017 = Telefoonnummer
message-1070018 = E-mailadres of telefoonnummer

## Verification

message-1080001 = Er is een link naar dit adres gestuurd om het te bevestigen.
message-1080002 = Dit e-mailadres is bevestigd.
message-1080003 = Er is een code naar dit adres gestuurd om het te bevestigen.
message-1080004 = Er is een code naar dit nummer gestuurd om het te bevestigen.
message-1080005 = Dit telefoonnummer is bevestigd.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Er zijn te veel codes geprobeerd. Vraag een nieuwe aan.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Er zijn te veel codes geprobeerd. Begin opnieuw.
        [this-code-was-used-before-please-ask-for-a-new-one] Deze code is al gebruikt. Vraag een nieuwe aan.
        [this-key-is-registered-already] Deze sleutel is al geregistreerd.
        [this-account-has-no-such-key] Dit account heeft zo’n sleutel niet.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] Dit is de laatste manier om op het account in te loggen. Voeg eerst een andere toe.
       *[other] Dit is niet aanvaard. Details: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Vul je e-mailadres in.
        [password] Vul je wachtwoord in.
        [code] Vul de code in.
        [totp_code] Vul de code in.
        [lookup_secret] Vul de code in.
       *[other] Vul dit veld in.
    }
message-4000003 =
    { $min_length ->
        [1] Vul dit veld in.
        [one] Minstens { $min_length } teken is nodig.
       *[other] Minstens { $min_length } tekens zijn nodig, niet { $actual_length }.
    }
message-4000004 = Dit heeft niet de verwachte vorm.
message-4000005 = Dit wachtwoord kan niet worden gebruikt: { $reason }.
message-4000006 = Deze inloggegevens kloppen niet. Controleer je inlognaam en wachtwoord.
message-4000007 = Er bestaat al een account met deze gegevens. Wil je liever inloggen?
message-4000008 = Deze code klopt niet. Probeer het opnieuw.
message-4000009 = Met deze gegevens kan niemand inloggen. Ontbreekt er een adres of gebruikersnaam?
message-4000010 = Het adres van dit account is nog niet bevestigd. Zoek het bevestigingsbericht in je mail.
message-4000011 = Voor dit account is geen authenticator-app ingesteld.
message-4000012 = Deze back-upcode is al gebruikt. Neem een andere.
message-4000013 = Voor dit account is geen beveiligingssleutel ingesteld.
message-4000014 = Voor dit account zijn geen back-upcodes ingesteld.
message-4000015 = Bij deze beveiligingssleutel of passkey hoort geen account.
message-4000016 = Deze back-upcode klopt niet.
message-4000017 =
    { $max_length ->
        [one] Hoogstens { $max_length } teken is toegestaan, niet { $actual_length }.
       *[other] Hoogstens { $max_length } tekens zijn toegestaan, niet { $actual_length }.
    }
message-4000018 = Vul { $minimum } of meer in.
message-4000019 = Vul meer dan { $minimum } in.
message-4000020 = Vul { $maximum } of minder in.
message-4000021 = Vul minder dan { $maximum } in.
message-4000022 = Vul een veelvoud van { $base } in.
message-4000023 =
    { $max_items ->
        [one] Hoogstens { $max_items } item is toegestaan, niet { $actual_items }.
       *[other] Hoogstens { $max_items } items zijn toegestaan, niet { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Minstens { $min_items } item is nodig.
       *[other] Minstens { $min_items } items zijn nodig, niet { $actual_items }.
    }
message-4000025 = Twee items zijn hetzelfde.
message-4000026 =
    { $allowed_types ->
        [string] Vul een tekst in.
        [number] Vul een getal in.
        [integer] Vul een geheel getal in.
        [boolean] Kies ja of nee.
       *[other] Dit soort waarde wordt hier niet verwacht ({ $allowed_types }).
    }
message-4000027 = Er bestaat al een account met deze inlognaam. Log daarop in om de twee te koppelen.
message-4000028 =
    { $available_credential_types ->
        [none] Er bestaat al een account met { $credential_identifier_hint }. Log daarop in.
       *[other]
            { $available_oidc_providers ->
                [none] Er bestaat al een account met { $credential_identifier_hint }. Inloggen kan met: { $available_credential_types }.
               *[other] Er bestaat al een account met { $credential_identifier_hint }. Inloggen kan met: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Dit moet { $expected } zijn.
message-4000030 = Hier is maar één bepaalde waarde toegestaan.
message-4000031 = Het wachtwoord lijkt te veel op je inlognaam.
message-4000032 =
    { $min_length ->
        [one] Het wachtwoord moet minstens { $min_length } teken hebben.
       *[other] Het wachtwoord moet minstens { $min_length } tekens hebben, niet { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] Het wachtwoord mag hoogstens { $max_length } teken hebben.
       *[other] Het wachtwoord is te lang: hoogstens { $max_length } tekens, minder met accenten of emoji’s.
    }
message-4000034 = Dit wachtwoord is bekend uit datalekken. Kies een ander.
message-4000035 = Met dit account kun je niet per code inloggen.
message-4000036 = Deze gegevens zijn niet die waarvoor de code is gestuurd. Begin opnieuw.
message-4000037 = Er is geen account gevonden, of het heeft geen manier om in te loggen.
message-4000039 = Het nieuwe wachtwoord moet anders zijn dan het huidige.
message-4000040 = ‘{ $value }’ is geen e-mailadres.
message-4000041 = ‘{ $value }’ is geen telefoonnummer.
message-4000043 = De beveiligingssleutel of passkey kon niet worden gecontroleerd. Probeer het opnieuw.

## What is wrong with a step

message-4010001 = Het inlogformulier stond te lang open. Probeer het opnieuw.
message-4010002 = Deze manier van inloggen kan hier niet. Kies een andere.
message-4010003 = Deze manier van registreren kan hier niet. Kies een andere.
message-4010004 = Er is niets gekozen om te wijzigen, of het kan hier niet worden gewijzigd.
message-4010005 = Deze manier van herstellen kan hier niet. Kies een andere.
message-4010006 = Deze manier van bevestigen kan hier niet. Kies een andere.
message-4010008 = Deze inlogcode klopt niet of is verlopen. Probeer het opnieuw.
message-4010009 = Je bent ingelogd op een ander account dan dat wat gekoppeld zou worden.
message-4010010 = Dit adres hoort niet bij het account.
message-4010011 = Dit account is gedeactiveerd.
message-4040001 = Het registratieformulier stond te lang open. Probeer het opnieuw.
message-4040003 = Deze registratiecode klopt niet of is verlopen. Probeer het opnieuw.
message-4050001 = De instellingen stonden te lang open. Probeer het opnieuw.
message-4050002 = Wijzig één adres tegelijk.
message-4060001 = Dit herstel is al afgerond. Begin opnieuw.
message-4060002 = Dit herstel kan niet verder. Begin opnieuw.
message-4060004 = Deze herstellink klopt niet of is al gebruikt. Begin opnieuw.
message-4060005 = Dit herstel is verlopen. Begin opnieuw.
message-4060006 = Deze herstelcode klopt niet of is al gebruikt. Probeer het opnieuw.
message-4070001 = Deze link klopt niet of is al gebruikt. Begin opnieuw.
message-4070002 = Dit is al afgerond. Begin opnieuw.
message-4070003 = Dit kan niet verder. Begin opnieuw.
message-4070005 = Deze bevestiging is verlopen. Begin opnieuw.
message-4070006 = Deze code klopt niet of is al gebruikt. Probeer het opnieuw.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Er waren te veel foute pogingen. Wacht een seconde.
               *[other] Er waren te veel foute pogingen. Wacht { $retry_after } seconden.
            }
        [one] Er waren te veel foute pogingen. Wacht een minuut.
       *[other] Er waren te veel foute pogingen. Wacht { $minutes } minuten.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Probleem: { $event } – { $page } – { $product }
page-skip = Naar de inhoud
page-nav = Pagina’s
page-nav-home = Account
page-nav-settings = Instellingen
page-sign-out = Uitloggen
page-language = Taal
page-other-ways = Andere manieren
page-or = of
page-optional = optioneel
page-problem = Controleer dit
page-show-password = Tonen
page-hide-password = Verbergen
page-copy = Kopiëren
page-copied = Gekopieerd
page-print = Afdrukken
page-start-again = Opnieuw beginnen
page-back = Terug
page-passkey-failed = Dat lukte niet of is geannuleerd. Probeer het opnieuw of kies een andere manier.
page-script-needed = Passkeys en beveiligingssleutels hebben JavaScript nodig, en dat staat hier uit.

## Pages: notices after something was done elsewhere

page-notice-expired = Dat formulier was te oud. Hier is een nieuw.
page-notice-revoked = Dat apparaat is uitgelogd.
page-notice-others-revoked = Alle andere apparaten zijn uitgelogd.

## Pages: signing in and up

page-login = Inloggen
page-login-again = Bevestig dat jij het bent
page-login-second = Nog één stap
page-login-new = Nog geen account?
page-login-sign-up = Account maken
page-login-forgot = Lukt het inloggen niet?
page-login-other = Met een ander account inloggen
page-registration = Account maken
page-registration-choose = Kies hoe je inlogt
page-registration-known = Heb je al een account?
page-registration-sign-in = Inloggen
page-passkey-hint = Met je vingerafdruk, je gezicht of de vergrendeling van je apparaat. Je hoeft niets te onthouden.
page-use-password = Liever een wachtwoord gebruiken

## Pages: codes and links

page-recovery = Weer toegang tot je account
page-recovery-lead = Vul het adres van je account in. We sturen je wat je nodig hebt om weer binnen te komen.
page-verification = Bevestig je adres
page-verification-lead = Vul het adres in. We sturen er een bericht naartoe dat laat zien dat het van jou is.
page-verified = Je adres is bevestigd
page-enter-code = Vul de code in
page-check-inbox = Kijk in je inbox
page-code-late = Niets ontvangen? Kijk ook in de map met ongewenste mail.
page-to-sign-in = Terug naar inloggen

## Pages: settings

page-settings = Instellingen
page-settings-sections = Onderdelen
page-settings-profile = Je gegevens
page-settings-password = Wachtwoord
page-settings-password-lead = Liever lang dan ingewikkeld: een paar woorden achter elkaar zijn een goed wachtwoord.
page-settings-oidc = Gekoppelde accounts
page-settings-passkey = Passkeys
page-settings-passkey-lead = Log in met je vingerafdruk, je gezicht of de vergrendeling van je apparaat.
page-settings-webauthn = Beveiligingssleutels
page-settings-webauthn-lead = Een sleutel die je insteekt of tegen je apparaat houdt.
page-settings-totp = Authenticator-app
page-settings-totp-lead = Een app op je telefoon toont een code die alleen jij kunt zien.
page-settings-totp-scan = Scan deze afbeelding met de app of typ de geheime sleutel in. Vul daarna de getoonde code in.
page-settings-totp-on = De authenticator-app is ingesteld.
page-settings-lookup_secret = Back-upcodes
page-settings-lookup_secret-lead = Voor de dag dat je niets anders bij de hand hebt. Elke code werkt één keer.
page-settings-none = Nog niets ingesteld.
page-settings-added = Toegevoegd op
page-settings-remove = Verwijderen…
page-settings-unnamed = Zonder naam

## Pages: the account

page-home = Je account
page-home-hello = Hallo, { $name }
page-home-details = Je gegevens
page-home-edit = Wijzigen
page-home-addresses = Adressen
page-home-confirmed = Bevestigd
page-home-unconfirmed = Niet bevestigd
page-home-confirm = Bevestigen
page-home-ways = Hoe je inlogt
page-home-add = Toevoegen
page-home-manage = Beheren
page-home-set = Ingesteld
page-home-off = Uit
page-home-on = Aan
page-home-none = Geen
page-home-codes-left =
    { $count ->
        [one] Nog { $count } code
       *[other] Nog { $count } codes
    }
page-home-keys =
    { $count ->
        [one] { $count } sleutel
       *[other] { $count } sleutels
    }
page-home-sessions = Waar je bent ingelogd
page-home-this-device = Dit apparaat
page-home-device = { $browser } op { $system }
page-home-unknown-device = Onbekend apparaat
page-home-since = Ingelogd op
page-home-more-sessions =
    { $count ->
        [one] En nog { $count }.
       *[other] En nog { $count }.
    }
page-home-revoke = Uitloggen
page-home-revoke-label = { $device } uitloggen
page-home-revoke-others = Alle andere apparaten uitloggen

## Pages: signing out, and what went wrong

page-logout = Uitloggen
page-logout-ask = Wil je op dit apparaat uitloggen?
page-logout-stay = Ingelogd blijven
page-logout-done = Je bent uitgelogd
page-logout-again = Opnieuw inloggen
page-error = Er ging iets mis
page-error-lead = Het ligt niet aan jou. Probeer het zo meteen opnieuw.
page-error-not-found = Deze pagina bestaat niet, of niet meer.
page-error-refused = Dat kon niet. Begin opnieuw.
page-error-cookies = Je browser stuurde geen cookies mee, of de pagina is oud. Sta cookies toe en begin opnieuw.
page-error-csrf = Het formulier en je browser horen niet meer bij elkaar. Misschien ben je in een ander tabblad in- of uitgelogd. Begin opnieuw.
page-error-off = Dit staat hier uit.
page-error-busy = Het is nu erg druk. Probeer het zo meteen opnieuw.
page-error-details = Voor de beheerders van deze site
page-error-id = Kenmerk

## Mails and text messages

mail-hello = Hallo,
mail-expires =
    { $minutes ->
        [one] Geldig gedurende { $minutes } minuut.
       *[other] Geldig gedurende { $minutes } minuten.
    }
mail-secret = Geef hem aan niemand door.
mail-ignore = Was jij dit niet? Negeer dit bericht dan: er verandert niets. Stuur het aan niemand door.
mail-recovery-link-subject = Krijg weer toegang tot je account
mail-recovery-link-intro = Je hebt gevraagd om weer toegang tot je account te krijgen.
mail-recovery-link-open = Open deze link om verder te gaan:
mail-recovery-code-subject = Je herstelcode
mail-recovery-code-intro = Je hebt gevraagd om weer toegang tot je account te krijgen. Vul deze code in om verder te gaan:
mail-recovery-unknown-subject = Er is geen account met dit adres
mail-recovery-unknown-intro = Iemand wilde een account met dit e-mailadres herstellen, maar dat bestaat niet.
mail-recovery-unknown-close = Was jij dit? Probeer dan een ander adres waarmee je je geregistreerd kunt hebben. Zo niet, negeer dit bericht.
mail-verification-link-subject = Bevestig je e-mailadres
mail-verification-link-intro = Bevestig dat dit e-mailadres van jou is.
mail-verification-link-open = Open deze link om het te bevestigen:
mail-verification-code-subject = Je bevestigingscode
mail-verification-code-intro = Bevestig dat dit adres van jou is. Vul deze code in:
mail-verification-code-open = Of open deze link:
mail-verification-unknown-subject = Geen account heeft dit adres
mail-verification-unknown-intro = Iemand wilde dit e-mailadres bevestigen, maar geen account heeft het.
mail-verification-unknown-close = Was jij dit? Registreer je dan eerst of probeer een ander adres. Zo niet, negeer dit bericht.
mail-login-code-subject = Je inlogcode
mail-login-code-intro = Vul deze code in om in te loggen:
mail-registration-code-subject = Je registratiecode
mail-registration-code-intro = Vul deze code in om je registratie af te ronden:
mail-address-changed-subject = Een adres van je account is gewijzigd
mail-address-changed-intro = Een adres van je account is gewijzigd ({ $time }).
mail-address-changed-close = Was jij dit niet? Wijzig dan meteen je wachtwoord en log alle andere apparaten uit.
mail-key-added-subject = Er is een sleutel aan je account toegevoegd
mail-key-added-intro = Er is een sleutel waarmee je kunt inloggen aan je account toegevoegd ({ $time }).
mail-key-added-close = Was jij dit niet? Verwijder hem dan meteen, wijzig je wachtwoord en log alle andere apparaten uit.
