# Italiano.
#
# Parole: passkey · chiave di sicurezza · app di autenticazione · codice di backup (backup code) · codice (di accesso, di
#         registrazione, di recupero, di conferma) · accedere / uscire / registrarsi · account · recupero · confermare
#         (verification) · e-mail · numero di telefono · nome di accesso (identifier) · collegare / scollegare
# Tono:   breve e cordiale; «tu», come è d’uso; pulsanti all’infinito o alla seconda persona.
#
# Il significato delle variabili è in en.ftl.

list-separator = {", "}

way-password = password
way-code = codice
way-oidc = servizio esterno
way-saml = servizio esterno
way-webauthn = chiave di sicurezza
way-passkey = passkey
way-totp = app di autenticazione
way-lookup_secret = codice di backup

## Signing in

message-1010001 = Accedi
message-1010002 = Accedi con { $provider }
message-1010003 = Per sicurezza, accedi di nuovo.
message-1010004 = Completa il secondo passaggio dell’accesso.
message-1010006 = Codice della tua app di autenticazione
message-1010007 = Codice di backup
message-1010008 = Accedi con una chiave di sicurezza
message-1010009 = Usa l’app di autenticazione
message-1010010 = Usa un codice di backup
message-1010012 = Tieni pronta la chiave di sicurezza.
message-1010013 = Continua con la chiave di sicurezza
message-1010014 = Ti abbiamo inviato un codice. Se non arriva, controlla l’indirizzo o ricomincia.
message-1010015 = Inviami un codice di accesso
message-1010016 = Esiste già un account con { $duplicate_identifier }. Accedi a quell’account per collegarlo a { $provider }.
message-1010017 = Accedi e collega
message-1010018 = Conferma con { $provider }
message-1010021 = Accedi con una passkey
message-1010022 = Accedi con la password
message-1010023 = Invia un codice a { $address }
message-1010025 = Ti abbiamo inviato un codice per confermare che sei tu.

## Signing up

message-1040001 = Registrati
message-1040002 = Registrati con { $provider }
message-1040003 = Continua
message-1040004 = Registrati con una chiave di sicurezza
message-1040005 = Ti abbiamo inviato un codice. Se non arriva, controlla l’indirizzo o ricomincia.
message-1040006 = Inviami un codice di registrazione
message-1040007 = Registrati con una passkey
message-1040008 = Indietro
message-1040009 = Scegli come vuoi accedere d’ora in poi.

## Settings

message-1050001 = Le modifiche sono state salvate.
message-1050002 = Collega { $provider }
message-1050003 = Scollega { $provider }
message-1050004 = Rimuovi l’app di autenticazione
message-1050005 = Codice QR per la tua app di autenticazione
message-1050006 = { $secret }
message-1050007 = Mostra i codici di backup
message-1050008 = Crea nuovi codici di backup
message-1050009 = { $secret }
message-1050010 = Questi sono i tuoi codici di backup. Conservali in un luogo sicuro.
message-1050011 = Conferma i codici di backup
message-1050012 = Aggiungi una chiave di sicurezza
message-1050013 = Nome della chiave di sicurezza
message-1050014 = usato
message-1050015 = { $secrets }
message-1050016 = Disattiva i codici di backup
message-1050017 = Chiave segreta per la tua app di autenticazione
message-1050018 = Rimuovi la chiave di sicurezza «{ $display_name }»
message-1050019 = Aggiungi una passkey
message-1050020 =
    { $display_name ->
        [unnamed] Rimuovi la passkey senza nome
       *[other] Rimuovi la passkey «{ $display_name }»
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Hai recuperato il tuo account. Imposta subito una nuova password o un altro modo per accedere.
        [one] Hai recuperato il tuo account. Hai un minuto per impostare una nuova password o un altro modo per accedere.
       *[other] Hai recuperato il tuo account. Hai { $minutes } minuti per impostare una nuova password o un altro modo per accedere.
    }
message-1060002 = Se esiste un account con questo indirizzo, gli abbiamo inviato un link di recupero.
message-1060003 = Se esiste un account con questo indirizzo, gli abbiamo inviato un codice di recupero.
message-1060004 = Se esiste un account con { $masked_address }, gli abbiamo inviato un codice di recupero.
message-1060005 = Scrivi per intero l’indirizzo che hai scelto.
message-1060006 = Scegli dove inviare il codice di recupero.
message-1060007 = Indietro

## Labels

message-1070000 = { $text }
message-1070001 = Password
message-1070002 =
    { $slug ->
        [email] E-mail
        [e-mail] E-mail
        [email-address] Indirizzo e-mail
        [e-mail-address] Indirizzo e-mail
        [password] Password
        [name] Nome
        [first-name] Nome
        [last-name] Cognome
        [username] Nome utente
        [user-name] Nome utente
        [phone] Numero di telefono
        [phone-number] Numero di telefono
       *[other] { $title }
    }
message-1070003 = Salva
message-1070004 = Nome di accesso
message-1070006 = Codice dell’app di autenticazione
message-1070007 = Indirizzo e-mail
message-1070008 = Invia di nuovo il codice
message-1070009 = Continua
message-1070010 = Codice di recupero
message-1070011 = Codice di conferma
message-1070012 = Codice di registrazione
message-1070013 = Codice di accesso
message-1070016 = Indirizzo di recupero
message-1070017 = Numero di telefono
message-1070018 = Indirizzo e-mail o numero di telefono

## Verification

message-1080001 = Abbiamo inviato un link per confermare questo indirizzo.
message-1080002 = L’indirizzo e-mail è confermato.
message-1080003 = Abbiamo inviato un codice per confermare questo indirizzo.
message-1080004 = Abbiamo inviato un codice per confermare questo numero.
message-1080005 = Il numero di telefono è confermato.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Sono stati provati troppi codici. Chiedine uno nuovo.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Sono stati provati troppi codici. Ricomincia.
        [this-code-was-used-before-please-ask-for-a-new-one] Questo codice è già stato usato. Chiedine uno nuovo.
        [this-key-is-registered-already] Questa chiave è già registrata.
        [this-account-has-no-such-key] Questo account non ha una chiave simile.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] È l’ultimo modo per accedere all’account. Prima aggiungine un altro.
       *[other] Non è stato accettato. Dettagli: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Inserisci il tuo indirizzo e-mail.
        [password] Inserisci la password.
        [code] Inserisci il codice.
        [totp_code] Inserisci il codice.
        [lookup_secret] Inserisci il codice.
       *[other] Compila questo campo.
    }
message-4000003 =
    { $min_length ->
        [1] Compila questo campo.
        [one] Serve almeno { $min_length } carattere.
       *[other] Servono almeno { $min_length } caratteri, non { $actual_length }.
    }
message-4000004 = Il formato non è quello previsto.
message-4000005 = Questa password non può essere usata: { $reason }.
message-4000006 = I dati di accesso non sono corretti. Controlla il nome di accesso e la password.
message-4000007 = Esiste già un account con questi dati. Vuoi accedere?
message-4000008 = Questo codice non è corretto. Riprova.
message-4000009 = Con questi dati non si potrebbe accedere. Manca un indirizzo o un nome utente?
message-4000010 = L’indirizzo di questo account non è ancora confermato. Cerca il messaggio di conferma nella tua posta.
message-4000011 = Per questo account non è configurata nessuna app di autenticazione.
message-4000012 = Questo codice di backup è già stato usato. Usane un altro.
message-4000013 = Per questo account non è configurata nessuna chiave di sicurezza.
message-4000014 = Per questo account non ci sono codici di backup.
message-4000015 = Nessun account corrisponde a questa chiave di sicurezza o passkey.
message-4000016 = Questo codice di backup non è corretto.
message-4000017 =
    { $max_length ->
        [one] È consentito al massimo { $max_length } carattere, non { $actual_length }.
       *[other] Sono consentiti al massimo { $max_length } caratteri, non { $actual_length }.
    }
message-4000018 = Inserisci { $minimum } o più.
message-4000019 = Inserisci più di { $minimum }.
message-4000020 = Inserisci { $maximum } o meno.
message-4000021 = Inserisci meno di { $maximum }.
message-4000022 = Inserisci un multiplo di { $base }.
message-4000023 =
    { $max_items ->
        [one] È consentita al massimo { $max_items } voce, non { $actual_items }.
       *[other] Sono consentite al massimo { $max_items } voci, non { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Serve almeno { $min_items } voce.
       *[other] Servono almeno { $min_items } voci, non { $actual_items }.
    }
message-4000025 = Due voci sono uguali.
message-4000026 =
    { $allowed_types ->
        [string] Inserisci un testo.
        [number] Inserisci un numero.
        [integer] Inserisci un numero intero.
        [boolean] Scegli sì o no.
       *[other] Qui non è previsto questo tipo di valore ({ $allowed_types }).
    }
message-4000027 = Esiste già un account con questo nome di accesso. Accedi a quell’account per collegare i due.
message-4000028 =
    { $available_credential_types ->
        [none] Esiste già un account con { $credential_identifier_hint }. Accedi.
       *[other]
            { $available_oidc_providers ->
                [none] Esiste già un account con { $credential_identifier_hint }. Puoi accedere con: { $available_credential_types }.
               *[other] Esiste già un account con { $credential_identifier_hint }. Puoi accedere con: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Deve essere { $expected }.
message-4000030 = Qui è consentito un solo valore preciso.
message-4000031 = La password è troppo simile al tuo nome di accesso.
message-4000032 =
    { $min_length ->
        [one] La password deve avere almeno { $min_length } carattere.
       *[other] La password deve avere almeno { $min_length } caratteri, non { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] La password può avere al massimo { $max_length } carattere.
       *[other] La password è troppo lunga: al massimo { $max_length } caratteri, meno con accenti o emoji.
    }
message-4000034 = Questa password compare in fughe di dati note. Scegline un’altra.
message-4000035 = Questo account non permette di accedere con un codice.
message-4000036 = Questi dati non sono quelli per cui è stato inviato il codice. Ricomincia.
message-4000037 = Nessun account trovato, oppure non ha un modo per accedere.
message-4000039 = La nuova password deve essere diversa da quella attuale.
message-4000040 = «{ $value }» non è un indirizzo e-mail.
message-4000041 = «{ $value }» non è un numero di telefono.
message-4000043 = Non è stato possibile verificare la chiave di sicurezza o la passkey. Riprova.

## What is wrong with a step

message-4010001 = Il modulo di accesso è rimasto aperto troppo a lungo. Riprova.
message-4010002 = Questo modo di accedere non è possibile qui. Scegline un altro.
message-4010003 = Questo modo di registrarsi non è possibile qui. Scegline un altro.
message-4010004 = Non è stato scelto nulla da modificare, o qui non si può modificare.
message-4010005 = Questo modo di recuperare l’account non è possibile qui. Scegline un altro.
message-4010006 = Questo modo di confermare l’indirizzo non è possibile qui. Scegline un altro.
message-4010008 = Questo codice di accesso non è corretto o è scaduto. Riprova.
message-4010009 = Hai eseguito l’accesso a un account diverso da quello da collegare.
message-4010010 = Questo indirizzo non appartiene all’account.
message-4010011 = Questo account è stato disattivato.
message-4040001 = Il modulo di registrazione è rimasto aperto troppo a lungo. Riprova.
message-4040003 = Questo codice di registrazione non è corretto o è scaduto. Riprova.
message-4050001 = Le impostazioni sono rimaste aperte troppo a lungo. Riprova.
message-4050002 = Modifica un solo indirizzo alla volta.
message-4060001 = Questo recupero è già stato completato. Ricomincia.
message-4060002 = Questo recupero non può continuare. Ricomincia.
message-4060004 = Questo link di recupero non è corretto o è già stato usato. Ricomincia.
message-4060005 = Questo recupero è scaduto. Ricomincia.
message-4060006 = Questo codice di recupero non è corretto o è già stato usato. Riprova.
message-4070001 = Questo link non è corretto o è già stato usato. Ricomincia.
message-4070002 = È già stato completato. Ricomincia.
message-4070003 = Non è possibile continuare. Ricomincia.
message-4070005 = Questa conferma è scaduta. Ricomincia.
message-4070006 = Questo codice non è corretto o è già stato usato. Riprova.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Troppi tentativi errati. Attendi un secondo.
               *[other] Troppi tentativi errati. Attendi { $retry_after } secondi.
            }
        [one] Troppi tentativi errati. Attendi un minuto.
       *[other] Troppi tentativi errati. Attendi { $minutes } minuti.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problema: { $event } – { $page } – { $product }
page-skip = Vai al contenuto
page-nav = Pagine
page-nav-home = Account
page-nav-settings = Impostazioni
page-sign-out = Esci
page-language = Lingua
page-other-ways = Altri modi
page-or = oppure
page-optional = facoltativo
page-problem = Controlla quanto segue
page-show-password = Mostra
page-hide-password = Nascondi
page-copy = Copia
page-copied = Copiato
page-print = Stampa
page-start-again = Ricomincia
page-back = Indietro
page-passkey-failed = Non ha funzionato o è stato annullato. Riprova o scegli un altro modo.
page-script-needed = Passkey e chiavi di sicurezza richiedono JavaScript, che qui è disattivato.

## Pages: notices after something was done elsewhere

page-notice-expired = Il modulo era troppo vecchio. Eccone uno nuovo.
page-notice-revoked = Quel dispositivo è stato disconnesso.
page-notice-others-revoked = Tutti gli altri dispositivi sono stati disconnessi.

## Pages: signing in and up

page-login = Accedi
page-login-again = Conferma che sei tu
page-login-second = Ancora un passaggio
page-login-new = Non hai un account?
page-login-sign-up = Crea un account
page-login-forgot = Non riesci ad accedere?
page-login-other = Accedi con un altro account
page-registration = Crea un account
page-registration-choose = Scegli come accedere
page-registration-known = Hai già un account?
page-registration-sign-in = Accedi
page-passkey-hint = Con l’impronta, il viso o il blocco del dispositivo. Niente da ricordare.
page-use-password = Usa invece una password

## Pages: codes and links

page-recovery = Recupera il tuo account
page-recovery-lead = Inserisci l’indirizzo del tuo account. Ti invieremo quello che serve per rientrare.
page-verification = Conferma il tuo indirizzo
page-verification-lead = Inserisci l’indirizzo. Gli invieremo un messaggio che dimostra che è tuo.
page-verified = Il tuo indirizzo è confermato
page-enter-code = Inserisci il codice
page-check-inbox = Controlla la posta
page-code-late = Non è arrivato nulla? Guarda anche nella cartella dello spam.
page-to-sign-in = Torna all’accesso

## Pages: settings

page-settings = Impostazioni
page-settings-sections = Sezioni
page-settings-profile = I tuoi dati
page-settings-password = Password
page-settings-password-lead = Meglio lunga che complicata: alcune parole di seguito sono una buona password.
page-settings-oidc = Account collegati
page-settings-passkey = Passkey
page-settings-passkey-lead = Accedi con l’impronta, il viso o il blocco del dispositivo.
page-settings-webauthn = Chiavi di sicurezza
page-settings-webauthn-lead = Una chiave da inserire o da avvicinare al dispositivo.
page-settings-totp = App di autenticazione
page-settings-totp-lead = Un’app sul telefono mostra un codice che vedi solo tu.
page-settings-totp-scan = Inquadra questa immagine con l’app o inserisci la chiave segreta. Poi scrivi il codice che appare.
page-settings-totp-on = L’app di autenticazione è configurata.
page-settings-lookup_secret = Codici di backup
page-settings-lookup_secret-lead = Per il giorno in cui non avrai altro a portata di mano. Ogni codice vale una volta.
page-settings-none = Ancora niente di configurato.
page-settings-added = Aggiunta il
page-settings-remove = Rimuovi…
page-settings-unnamed = Senza nome

## Pages: the account

page-home = Il tuo account
page-home-hello = Ciao, { $name }
page-home-details = I tuoi dati
page-home-edit = Modifica
page-home-addresses = Indirizzi
page-home-confirmed = Confermato
page-home-unconfirmed = Non confermato
page-home-confirm = Conferma
page-home-ways = Come accedi
page-home-add = Aggiungi
page-home-manage = Gestisci
page-home-set = Impostata
page-home-off = Disattivata
page-home-on = Attiva
page-home-none = Nessuno
page-home-codes-left =
    { $count ->
        [one] { $count } codice rimasto
       *[other] { $count } codici rimasti
    }
page-home-keys =
    { $count ->
        [one] { $count } chiave
       *[other] { $count } chiavi
    }
page-home-sessions = Dove hai eseguito l’accesso
page-home-this-device = Questo dispositivo
page-home-device = { $browser } su { $system }
page-home-unknown-device = Dispositivo sconosciuto
page-home-since = Accesso:
page-home-more-sessions =
    { $count ->
        [one] E { $count } altro.
       *[other] E altri { $count }.
    }
page-home-revoke = Disconnetti
page-home-revoke-label = Disconnetti { $device }
page-home-revoke-others = Disconnetti tutti gli altri dispositivi

## Pages: signing out, and what went wrong

page-logout = Esci
page-logout-ask = Vuoi uscire su questo dispositivo?
page-logout-stay = Resta connesso
page-logout-done = Sei uscito
page-logout-again = Accedi di nuovo
page-error = Qualcosa è andato storto
page-error-lead = Non è colpa tua. Riprova tra un momento.
page-error-not-found = Questa pagina non esiste, o non esiste più.
page-error-refused = Non è stato possibile. Ricomincia.
page-error-cookies = Il browser non ha inviato i cookie, oppure la pagina è vecchia. Consenti i cookie e ricomincia.
page-error-csrf = Il modulo e il browser non corrispondono più. Forse sei entrato o uscito in un’altra scheda. Ricomincia.
page-error-off = Qui questa funzione è disattivata.
page-error-busy = In questo momento c’è molto traffico. Riprova tra un momento.
page-error-details = Per chi gestisce questo sito
page-error-id = Riferimento

## Mails and text messages

mail-hello = Ciao,
mail-expires =
    { $minutes ->
        [one] È valido per { $minutes } minuto.
       *[other] È valido per { $minutes } minuti.
    }
mail-secret = Non comunicarlo a nessuno.
mail-ignore = Se non sei stato tu, ignora questo messaggio: non cambierà nulla. Non inoltrarlo a nessuno.
mail-recovery-link-subject = Recupera il tuo account
mail-recovery-link-intro = Hai chiesto di recuperare il tuo account.
mail-recovery-link-open = Apri questo link per continuare:
mail-recovery-code-subject = Il tuo codice di recupero
mail-recovery-code-intro = Hai chiesto di recuperare il tuo account. Inserisci questo codice per continuare:
mail-recovery-unknown-subject = Nessun account con questo indirizzo
mail-recovery-unknown-intro = Qualcuno ha chiesto di recuperare un account con questo indirizzo e-mail, ma non ne esiste nessuno.
mail-recovery-unknown-close = Se sei stato tu, prova un altro indirizzo con cui potresti esserti registrato. Altrimenti ignora questo messaggio.
mail-verification-link-subject = Conferma il tuo indirizzo e-mail
mail-verification-link-intro = Conferma che questo indirizzo e-mail è tuo.
mail-verification-link-open = Apri questo link per confermarlo:
mail-verification-code-subject = Il tuo codice di conferma
mail-verification-code-intro = Conferma che questo indirizzo è tuo. Inserisci questo codice:
mail-verification-code-open = Oppure apri questo link:
mail-verification-unknown-subject = Nessun account ha questo indirizzo
mail-verification-unknown-intro = Qualcuno ha chiesto di confermare questo indirizzo e-mail, ma nessun account lo usa.
mail-verification-unknown-close = Se sei stato tu, prima registrati o prova un altro indirizzo. Altrimenti ignora questo messaggio.
mail-login-code-subject = Il tuo codice di accesso
mail-login-code-intro = Inserisci questo codice per accedere:
mail-registration-code-subject = Il tuo codice di registrazione
mail-registration-code-intro = Inserisci questo codice per completare la registrazione:
mail-address-changed-subject = Un indirizzo del tuo account è stato modificato
mail-address-changed-intro = Un indirizzo del tuo account è stato modificato ({ $time }).
mail-address-changed-close = Se non sei stato tu, cambia subito la password ed esci da tutti gli altri dispositivi.
mail-key-added-subject = Una chiave è stata aggiunta al tuo account
mail-key-added-intro = Una chiave con cui si può accedere è stata aggiunta al tuo account ({ $time }).
mail-key-added-close = Se non sei stato tu, rimuovila subito, cambia la password ed esci da tutti gli altri dispositivi.
