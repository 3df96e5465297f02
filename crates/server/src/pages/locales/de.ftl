# Deutsch.
#
# Wörter: Passkey · Sicherheitsschlüssel · Authenticator-App · Backup-Code · Code (Anmelde-, Registrierungs-, Wiederherstellungs-,
#         Bestätigungscode) · anmelden / abmelden / registrieren · Konto · Wiederherstellung · bestätigen (verification)
#         E-Mail-Adresse · Telefonnummer · Anmeldename (identifier) · verbinden / trennen (social sign-in)
# Ton:    kurz und freundlich; ohne Anrede, wo es geht, sonst „Sie“; Schaltflächen im Infinitiv.
#
# Was die Variablen bedeuten, steht in en.ftl.

list-separator = {", "}

way-password = Passwort
way-code = Code
way-oidc = Anbieter
way-saml = Anbieter
way-webauthn = Sicherheitsschlüssel
way-passkey = Passkey
way-totp = Authenticator-App
way-lookup_secret = Backup-Code

## Signing in

message-1010001 = Anmelden
message-1010002 = Mit { $provider } anmelden
message-1010003 = Zur Sicherheit bitte noch einmal anmelden.
message-1010004 = Bitte noch den zweiten Schritt der Anmeldung abschließen.
message-1010006 = Code aus der Authenticator-App
message-1010007 = Backup-Code
message-1010008 = Mit Sicherheitsschlüssel anmelden
message-1010009 = Authenticator-App verwenden
message-1010010 = Backup-Code verwenden
message-1010012 = Bitte den Sicherheitsschlüssel bereithalten.
message-1010013 = Weiter mit dem Sicherheitsschlüssel
message-1010014 = Ein Code ist unterwegs. Falls keiner ankommt, bitte die Adresse prüfen oder von vorn beginnen.
message-1010015 = Anmeldecode senden
message-1010016 = Es gibt bereits ein Konto mit { $duplicate_identifier }. Nach der Anmeldung dort wird es mit { $provider } verbunden.
message-1010017 = Anmelden und verbinden
message-1010018 = Mit { $provider } bestätigen
message-1010021 = Mit Passkey anmelden
message-1010022 = Mit Passwort anmelden
message-1010023 = Code an { $address } senden
message-1010025 = Zur Bestätigung Ihrer Identität ist ein Code unterwegs.

## Signing up

message-1040001 = Registrieren
message-1040002 = Mit { $provider } registrieren
message-1040003 = Weiter
message-1040004 = Mit Sicherheitsschlüssel registrieren
message-1040005 = Ein Code ist unterwegs. Falls keiner ankommt, bitte die Adresse prüfen oder von vorn beginnen.
message-1040006 = Registrierungscode senden
message-1040007 = Mit Passkey registrieren
message-1040008 = Zurück
message-1040009 = Bitte wählen, wie Sie sich künftig anmelden möchten.

## Settings

message-1050001 = Die Änderungen sind gespeichert.
message-1050002 = { $provider } verbinden
message-1050003 = { $provider } trennen
message-1050004 = Authenticator-App entfernen
message-1050005 = QR-Code für die Authenticator-App
message-1050006 = { $secret }
message-1050007 = Backup-Codes anzeigen
message-1050008 = Neue Backup-Codes erzeugen
message-1050009 = { $secret }
message-1050010 = Das sind Ihre Backup-Codes. Bitte an einem sicheren Ort aufbewahren.
message-1050011 = Backup-Codes bestätigen
message-1050012 = Sicherheitsschlüssel hinzufügen
message-1050013 = Name des Sicherheitsschlüssels
message-1050014 = verwendet
message-1050015 = { $secrets }
message-1050016 = Backup-Codes abschalten
message-1050017 = Geheimer Schlüssel für die Authenticator-App
message-1050018 = Sicherheitsschlüssel „{ $display_name }“ entfernen
message-1050019 = Passkey hinzufügen
message-1050020 =
    { $display_name ->
        [unnamed] Passkey ohne Namen entfernen
       *[other] Passkey „{ $display_name }“ entfernen
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Ihr Konto ist wiederhergestellt. Bitte jetzt gleich ein neues Passwort oder eine andere Anmeldeart festlegen.
        [one] Ihr Konto ist wiederhergestellt. Bitte innerhalb einer Minute ein neues Passwort oder eine andere Anmeldeart festlegen.
       *[other] Ihr Konto ist wiederhergestellt. Bitte innerhalb von { $minutes } Minuten ein neues Passwort oder eine andere Anmeldeart festlegen.
    }
message-1060002 = Falls ein Konto mit dieser Adresse existiert, ist ein Link zur Wiederherstellung dorthin unterwegs.
message-1060003 = Falls ein Konto mit dieser Adresse existiert, ist ein Wiederherstellungscode dorthin unterwegs.
message-1060004 = Falls ein Konto mit { $masked_address } existiert, ist ein Wiederherstellungscode dorthin unterwegs.
message-1060005 = Bitte die gewählte Adresse vollständig eingeben.
message-1060006 = Wohin soll der Wiederherstellungscode gehen?
message-1060007 = Zurück

## Labels

message-1070000 = { $text }
message-1070001 = Passwort
message-1070002 =
    { $slug ->
        [email] E-Mail-Adresse
        [e-mail] E-Mail-Adresse
        [email-address] E-Mail-Adresse
        [e-mail-address] E-Mail-Adresse
        [password] Passwort
        [name] Name
        [first-name] Vorname
        [last-name] Nachname
        [username] Benutzername
        [user-name] Benutzername
        [phone] Telefonnummer
        [phone-number] Telefonnummer
       *[other] { $title }
    }
message-1070003 = Speichern
message-1070004 = Anmeldename
message-1070006 = Code aus der Authenticator-App
message-1070007 = E-Mail-Adresse
message-1070008 = Code noch einmal senden
message-1070009 = Weiter
message-1070010 = Wiederherstellungscode
message-1070011 = Bestätigungscode
message-1070012 = Registrierungscode
message-1070013 = Anmeldecode
message-1070016 = Adresse für die Wiederherstellung
message-1070017 = Telefonnummer
message-1070018 = E-Mail-Adresse oder Telefonnummer

## Verification

message-1080001 = Ein Link zur Bestätigung dieser Adresse ist dorthin unterwegs.
message-1080002 = Die E-Mail-Adresse ist bestätigt.
message-1080003 = Ein Code zur Bestätigung dieser Adresse ist dorthin unterwegs.
message-1080004 = Ein Code zur Bestätigung dieser Telefonnummer ist dorthin unterwegs.
message-1080005 = Die Telefonnummer ist bestätigt.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Zu viele Codes wurden ausprobiert. Bitte einen neuen anfordern.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Zu viele Codes wurden ausprobiert. Bitte von vorn beginnen.
        [this-code-was-used-before-please-ask-for-a-new-one] Dieser Code wurde schon verwendet. Bitte einen neuen anfordern.
        [this-key-is-registered-already] Dieser Schlüssel ist schon registriert.
        [this-account-has-no-such-key] Dieses Konto hat keinen solchen Schlüssel.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] Das ist die letzte Anmeldeart des Kontos. Bitte zuerst eine andere hinzufügen.
       *[other] Das wurde nicht angenommen. Einzelheiten: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Bitte die E-Mail-Adresse eingeben.
        [password] Bitte das Passwort eingeben.
        [code] Bitte den Code eingeben.
        [totp_code] Bitte den Code eingeben.
        [lookup_secret] Bitte den Code eingeben.
       *[other] Bitte dieses Feld ausfüllen.
    }
message-4000003 =
    { $min_length ->
        [1] Bitte dieses Feld ausfüllen.
        [one] Mindestens { $min_length } Zeichen ist nötig.
       *[other] Mindestens { $min_length } Zeichen sind nötig, nicht { $actual_length }.
    }
message-4000004 = Das hat nicht die erwartete Form.
message-4000005 = Dieses Passwort kann nicht verwendet werden: { $reason }.
message-4000006 = Diese Anmeldedaten stimmen nicht. Bitte Anmeldename und Passwort prüfen.
message-4000007 = Mit diesen Angaben gibt es bereits ein Konto. Möchten Sie sich stattdessen anmelden?
message-4000008 = Dieser Code stimmt nicht. Bitte noch einmal versuchen.
message-4000009 = Mit diesen Angaben wäre keine Anmeldung möglich. Fehlt eine Adresse oder ein Benutzername?
message-4000010 = Die Adresse dieses Kontos ist noch nicht bestätigt. Bitte im Postfach nach der Bestätigungsnachricht sehen.
message-4000011 = Für dieses Konto ist keine Authenticator-App eingerichtet.
message-4000012 = Dieser Backup-Code wurde schon verwendet. Bitte einen anderen nehmen.
message-4000013 = Für dieses Konto ist kein Sicherheitsschlüssel eingerichtet.
message-4000014 = Für dieses Konto sind keine Backup-Codes eingerichtet.
message-4000015 = Zu diesem Sicherheitsschlüssel oder Passkey gibt es kein Konto.
message-4000016 = Dieser Backup-Code stimmt nicht.
message-4000017 =
    { $max_length ->
        [one] Höchstens { $max_length } Zeichen ist erlaubt, nicht { $actual_length }.
       *[other] Höchstens { $max_length } Zeichen sind erlaubt, nicht { $actual_length }.
    }
message-4000018 = Bitte mindestens { $minimum } eingeben.
message-4000019 = Bitte mehr als { $minimum } eingeben.
message-4000020 = Bitte höchstens { $maximum } eingeben.
message-4000021 = Bitte weniger als { $maximum } eingeben.
message-4000022 = Bitte ein Vielfaches von { $base } eingeben.
message-4000023 =
    { $max_items ->
        [one] Höchstens { $max_items } Eintrag ist erlaubt, nicht { $actual_items }.
       *[other] Höchstens { $max_items } Einträge sind erlaubt, nicht { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Mindestens { $min_items } Eintrag ist nötig.
       *[other] Mindestens { $min_items } Einträge sind nötig, nicht { $actual_items }.
    }
message-4000025 = Zwei Einträge sind gleich.
message-4000026 =
    { $allowed_types ->
        [string] Bitte einen Text eingeben.
        [number] Bitte eine Zahl eingeben.
        [integer] Bitte eine ganze Zahl eingeben.
        [boolean] Bitte Ja oder Nein wählen.
       *[other] Diese Art von Wert wird hier nicht erwartet ({ $allowed_types }).
    }
message-4000027 = Es gibt bereits ein Konto mit diesem Anmeldenamen. Nach der Anmeldung dort werden die beiden verbunden.
message-4000028 =
    { $available_credential_types ->
        [none] Es gibt bereits ein Konto mit { $credential_identifier_hint }. Bitte dort anmelden.
       *[other]
            { $available_oidc_providers ->
                [none] Es gibt bereits ein Konto mit { $credential_identifier_hint }. Anmeldung möglich mit: { $available_credential_types }.
               *[other] Es gibt bereits ein Konto mit { $credential_identifier_hint }. Anmeldung möglich mit: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Hier muss { $expected } stehen.
message-4000030 = Hier ist nur ein bestimmter Wert erlaubt.
message-4000031 = Das Passwort ist dem Anmeldenamen zu ähnlich.
message-4000032 =
    { $min_length ->
        [one] Das Passwort braucht mindestens { $min_length } Zeichen.
       *[other] Das Passwort braucht mindestens { $min_length } Zeichen, nicht { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] Das Passwort darf höchstens { $max_length } Zeichen haben.
       *[other] Das Passwort ist zu lang: Höchstens { $max_length } Zeichen sind möglich, mit Umlauten oder Emojis weniger.
    }
message-4000034 = Dieses Passwort ist aus Datenlecks bekannt. Bitte ein anderes wählen.
message-4000035 = Mit diesem Konto ist keine Anmeldung per Code möglich.
message-4000036 = Die Angaben haben sich geändert, seit der Code gesendet wurde. Bitte von vorn beginnen.
message-4000037 = Es wurde kein Konto gefunden, oder es hat keine Anmeldeart.
message-4000039 = Das neue Passwort muss sich vom bisherigen unterscheiden.
message-4000040 = „{ $value }“ ist keine E-Mail-Adresse.
message-4000041 = „{ $value }“ ist keine Telefonnummer.
message-4000043 = Der Sicherheitsschlüssel oder Passkey konnte nicht geprüft werden. Bitte noch einmal versuchen.

## What is wrong with a step

message-4010001 = Das Anmeldeformular war zu lange offen. Bitte noch einmal versuchen.
message-4010002 = Diese Anmeldeart ist hier nicht möglich. Bitte eine andere wählen.
message-4010003 = Diese Art der Registrierung ist hier nicht möglich. Bitte eine andere wählen.
message-4010004 = Es wurde nichts zum Ändern gewählt, oder es lässt sich hier nicht ändern.
message-4010005 = Diese Art der Wiederherstellung ist hier nicht möglich. Bitte eine andere wählen.
message-4010006 = Diese Art der Bestätigung ist hier nicht möglich. Bitte eine andere wählen.
message-4010008 = Dieser Anmeldecode stimmt nicht oder ist abgelaufen. Bitte noch einmal versuchen.
message-4010009 = Sie haben sich bei einem anderen Konto angemeldet als bei dem, das verbunden werden soll.
message-4010010 = Diese Adresse gehört nicht zum Konto.
message-4010011 = Dieses Konto ist deaktiviert.
message-4040001 = Das Registrierungsformular war zu lange offen. Bitte noch einmal versuchen.
message-4040003 = Dieser Registrierungscode stimmt nicht oder ist abgelaufen. Bitte noch einmal versuchen.
message-4050001 = Die Einstellungen waren zu lange offen. Bitte noch einmal versuchen.
message-4050002 = Bitte immer nur eine Adresse auf einmal ändern.
message-4060001 = Diese Wiederherstellung ist bereits abgeschlossen. Bitte von vorn beginnen.
message-4060002 = Diese Wiederherstellung kann nicht fortgesetzt werden. Bitte von vorn beginnen.
message-4060004 = Dieser Link stimmt nicht oder wurde schon verwendet. Bitte die Wiederherstellung von vorn beginnen.
message-4060005 = Diese Wiederherstellung ist abgelaufen. Bitte von vorn beginnen.
message-4060006 = Dieser Wiederherstellungscode stimmt nicht oder wurde schon verwendet. Bitte noch einmal versuchen.
message-4070001 = Dieser Link stimmt nicht oder wurde schon verwendet. Bitte von vorn beginnen.
message-4070002 = Das ist bereits abgeschlossen. Bitte von vorn beginnen.
message-4070003 = Das kann nicht fortgesetzt werden. Bitte von vorn beginnen.
message-4070005 = Diese Bestätigung ist abgelaufen. Bitte von vorn beginnen.
message-4070006 = Dieser Code stimmt nicht oder wurde schon verwendet. Bitte noch einmal versuchen.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Es gab zu viele falsche Versuche. Bitte eine Sekunde warten.
               *[other] Es gab zu viele falsche Versuche. Bitte { $retry_after } Sekunden warten.
            }
        [one] Es gab zu viele falsche Versuche. Bitte eine Minute warten.
       *[other] Es gab zu viele falsche Versuche. Bitte { $minutes } Minuten warten.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problem: { $event } – { $page } – { $product }
page-skip = Zum Inhalt springen
page-nav = Seiten
page-nav-home = Konto
page-nav-settings = Einstellungen
page-sign-out = Abmelden
page-language = Sprache
page-other-ways = Andere Möglichkeiten
page-or = oder
page-optional = freiwillig
page-problem = Bitte prüfen
page-show-password = Anzeigen
page-hide-password = Verbergen
page-copy = Kopieren
page-copied = Kopiert
page-print = Drucken
page-start-again = Von vorn beginnen
page-back = Zurück
page-passkey-failed = Das hat nicht geklappt oder wurde abgebrochen. Bitte noch einmal versuchen oder einen anderen Weg wählen.
page-script-needed = Passkeys und Sicherheitsschlüssel brauchen JavaScript, das hier abgeschaltet ist.

## Pages: notices after something was done elsewhere

page-notice-expired = Das Formular war zu alt. Hier ist ein neues.
page-notice-revoked = Das Gerät ist abgemeldet.
page-notice-others-revoked = Alle anderen Geräte sind abgemeldet.

## Pages: signing in and up

page-login = Anmelden
page-login-again = Bitte bestätigen, dass Sie es sind
page-login-second = Noch ein Schritt
page-login-new = Noch kein Konto?
page-login-sign-up = Konto erstellen
page-login-forgot = Probleme bei der Anmeldung?
page-login-other = Mit einem anderen Konto anmelden
page-registration = Konto erstellen
page-registration-choose = Anmeldeart wählen
page-registration-known = Schon ein Konto?
page-registration-sign-in = Anmelden
page-passkey-hint = Mit Fingerabdruck, Gesicht oder Gerätesperre. Nichts, was man sich merken muss.
page-use-password = Stattdessen ein Passwort verwenden

## Pages: codes and links

page-recovery = Zurück ins Konto
page-recovery-lead = Geben Sie die Adresse Ihres Kontos ein. Wir senden Ihnen, was Sie für den Zugang brauchen.
page-verification = Adresse bestätigen
page-verification-lead = Geben Sie die Adresse ein. Eine Nachricht dorthin zeigt, dass sie Ihnen gehört.
page-verified = Die Adresse ist bestätigt
page-enter-code = Code eingeben
page-check-inbox = Bitte ins Postfach sehen
page-code-late = Nichts angekommen? Bitte auch im Spam-Ordner nachsehen.
page-to-sign-in = Zurück zur Anmeldung

## Pages: settings

page-settings = Einstellungen
page-settings-sections = Abschnitte
page-settings-profile = Ihre Angaben
page-settings-password = Passwort
page-settings-password-lead = Lang ist besser als kompliziert: Ein paar Wörter hintereinander sind ein gutes Passwort.
page-settings-oidc = Verbundene Konten
page-settings-passkey = Passkeys
page-settings-passkey-lead = Anmelden mit Fingerabdruck, Gesicht oder Gerätesperre.
page-settings-webauthn = Sicherheitsschlüssel
page-settings-webauthn-lead = Ein Schlüssel zum Einstecken oder zum Halten ans Gerät.
page-settings-totp = Authenticator-App
page-settings-totp-lead = Eine App auf dem Telefon zeigt einen Code, den nur Sie sehen.
page-settings-totp-scan = Scannen Sie dieses Bild mit der App oder tippen Sie den geheimen Schlüssel ein. Geben Sie dann den angezeigten Code ein.
page-settings-totp-on = Die Authenticator-App ist eingerichtet.
page-settings-lookup_secret = Backup-Codes
page-settings-lookup_secret-lead = Für den Tag, an dem nichts anderes zur Hand ist. Jeder Code gilt einmal.
page-settings-none = Noch nichts eingerichtet.
page-settings-added = Hinzugefügt
page-settings-remove = Entfernen …
page-settings-unnamed = Ohne Namen

## Pages: the account

page-home = Ihr Konto
page-home-hello = Hallo, { $name }
page-home-details = Ihre Angaben
page-home-edit = Ändern
page-home-addresses = Adressen
page-home-confirmed = Bestätigt
page-home-unconfirmed = Nicht bestätigt
page-home-confirm = Bestätigen
page-home-ways = So melden Sie sich an
page-home-add = Hinzufügen
page-home-manage = Verwalten
page-home-set = Festgelegt
page-home-off = Aus
page-home-on = An
page-home-none = Keine
page-home-codes-left =
    { $count ->
        [one] Noch { $count } Code
       *[other] Noch { $count } Codes
    }
page-home-keys =
    { $count ->
        [one] { $count } Schlüssel
       *[other] { $count } Schlüssel
    }
page-home-sessions = Hier sind Sie angemeldet
page-home-this-device = Dieses Gerät
page-home-device = { $browser } auf { $system }
page-home-unknown-device = Unbekanntes Gerät
page-home-since = Angemeldet
page-home-more-sessions =
    { $count ->
        [one] Und { $count } weitere.
       *[other] Und { $count } weitere.
    }
page-home-revoke = Abmelden
page-home-revoke-label = { $device } abmelden
page-home-revoke-others = Alle anderen Geräte abmelden

## Pages: signing out, and what went wrong

page-logout = Abmelden
page-logout-ask = Möchten Sie sich auf diesem Gerät abmelden?
page-logout-stay = Angemeldet bleiben
page-logout-done = Sie sind abgemeldet
page-logout-again = Wieder anmelden
page-error = Etwas ist schiefgegangen
page-error-lead = Es liegt nicht an Ihnen. Bitte in einem Moment noch einmal versuchen.
page-error-not-found = Diese Seite gibt es nicht oder nicht mehr.
page-error-refused = Das war nicht möglich. Bitte von vorn beginnen.
page-error-cookies = Der Browser hat keine Cookies mitgesendet, oder die Seite ist alt. Bitte Cookies erlauben und von vorn beginnen.
page-error-csrf = Formular und Browser gehören nicht mehr zusammen. Vielleicht haben Sie sich in einem anderen Tab an- oder abgemeldet. Bitte von vorn beginnen.
page-error-off = Das ist hier abgeschaltet.
page-error-busy = Gerade ist viel los. Bitte in einem Moment noch einmal versuchen.
page-error-details = Für die Betreiber dieser Seite
page-error-id = Kennung

## Mails and text messages

mail-hello = Guten Tag,
mail-expires =
    { $minutes ->
        [one] Gültig für { $minutes } Minute.
       *[other] Gültig für { $minutes } Minuten.
    }
mail-secret = Bitte niemandem weitergeben.
mail-ignore = Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Es ändert sich dann nichts. Geben Sie sie an niemanden weiter.
mail-recovery-link-subject = Zurück in Ihr Konto
mail-recovery-link-intro = Sie möchten wieder Zugang zu Ihrem Konto.
mail-recovery-link-open = Mit diesem Link geht es weiter:
mail-recovery-code-subject = Ihr Wiederherstellungscode
mail-recovery-code-intro = Sie möchten wieder Zugang zu Ihrem Konto. Mit diesem Code geht es weiter:
mail-recovery-unknown-subject = Mit dieser Adresse gibt es kein Konto
mail-recovery-unknown-intro = Jemand wollte ein Konto mit dieser E-Mail-Adresse wiederherstellen, aber es gibt keines.
mail-recovery-unknown-close = Falls Sie das waren, versuchen Sie es mit einer anderen Adresse, mit der Sie sich registriert haben könnten. Sonst ignorieren Sie diese Nachricht.
mail-verification-link-subject = E-Mail-Adresse bestätigen
mail-verification-link-intro = Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.
mail-verification-link-open = Mit diesem Link bestätigen Sie sie:
mail-verification-code-subject = Ihr Bestätigungscode
mail-verification-code-intro = Bitte bestätigen Sie, dass diese Adresse Ihnen gehört. Geben Sie dazu diesen Code ein:
mail-verification-code-open = Oder öffnen Sie diesen Link:
mail-verification-unknown-subject = Kein Konto hat diese Adresse
mail-verification-unknown-intro = Jemand wollte diese E-Mail-Adresse bestätigen, aber kein Konto hat sie.
mail-verification-unknown-close = Falls Sie das waren, registrieren Sie sich zuerst oder versuchen Sie es mit einer anderen Adresse. Sonst ignorieren Sie diese Nachricht.
mail-login-code-subject = Ihr Anmeldecode
mail-login-code-intro = Mit diesem Code melden Sie sich an:
mail-registration-code-subject = Ihr Registrierungscode
mail-registration-code-intro = Mit diesem Code schließen Sie die Registrierung ab:
mail-address-changed-subject = Eine Adresse Ihres Kontos wurde geändert
mail-address-changed-intro = Eine Adresse Ihres Kontos wurde geändert ({ $time }).
mail-address-changed-close = Falls Sie das nicht waren, ändern Sie sofort Ihr Passwort und melden Sie alle anderen Geräte ab.
mail-key-added-subject = Ein Schlüssel wurde zu Ihrem Konto hinzugefügt
mail-key-added-intro = Ein Schlüssel, mit dem man sich anmelden kann, wurde zu Ihrem Konto hinzugefügt ({ $time }).
mail-key-added-close = Falls Sie das nicht waren, entfernen Sie ihn sofort, ändern Sie Ihr Passwort und melden Sie alle anderen Geräte ab.
