# Polski.
#
# Słowa: klucz dostępu (passkey) · klucz bezpieczeństwa · aplikacja uwierzytelniająca · kod zapasowy (backup code) · kod (logowania,
#        rejestracji, odzyskiwania, potwierdzający) · zalogować się / wylogować się / zarejestrować się · konto · odzyskiwanie
#        potwierdzić (verification) · adres e-mail · numer telefonu · login (identifier) · połączyć / odłączyć
# Ton:   krótko i uprzejmie; zdania bezosobowe; przyciski w trybie rozkazującym, jak to jest przyjęte.
#
# Znaczenie zmiennych opisuje en.ftl.

list-separator = {", "}

way-password = hasło
way-code = kod
way-oidc = konto zewnętrzne
way-saml = konto zewnętrzne
way-webauthn = klucz bezpieczeństwa
way-passkey = klucz dostępu
way-totp = aplikacja uwierzytelniająca
way-lookup_secret = kod zapasowy

## Signing in

message-1010001 = Zaloguj się
message-1010002 = Zaloguj się przez { $provider }
message-1010003 = Dla bezpieczeństwa prosimy zalogować się ponownie.
message-1010004 = Pozostał jeszcze drugi krok logowania.
message-1010006 = Kod z aplikacji uwierzytelniającej
message-1010007 = Kod zapasowy
message-1010008 = Zaloguj się kluczem bezpieczeństwa
message-1010009 = Użyj aplikacji uwierzytelniającej
message-1010010 = Użyj kodu zapasowego
message-1010012 = Prosimy przygotować klucz bezpieczeństwa.
message-1010013 = Dalej z kluczem bezpieczeństwa
message-1010014 = Kod został wysłany. Jeśli nie dotrze, prosimy sprawdzić adres albo zacząć od nowa.
message-1010015 = Wyślij kod logowania
message-1010016 = Istnieje już konto z { $duplicate_identifier }. Po zalogowaniu się na nie zostanie ono połączone z { $provider }.
message-1010017 = Zaloguj się i połącz
message-1010018 = Potwierdź przez { $provider }
message-1010021 = Zaloguj się kluczem dostępu
message-1010022 = Zaloguj się hasłem
message-1010023 = Wyślij kod na { $address }
message-1010025 = Kod potwierdzający tożsamość został wysłany.

## Signing up

message-1040001 = Zarejestruj się
message-1040002 = Zarejestruj się przez { $provider }
message-1040003 = Dalej
message-1040004 = Zarejestruj się kluczem bezpieczeństwa
message-1040005 = Kod został wysłany. Jeśli nie dotrze, prosimy sprawdzić adres albo zacząć od nowa.
message-1040006 = Wyślij kod rejestracji
message-1040007 = Zarejestruj się kluczem dostępu
message-1040008 = Wstecz
message-1040009 = Prosimy wybrać sposób logowania na przyszłość.

## Settings

message-1050001 = Zmiany zostały zapisane.
message-1050002 = Połącz z { $provider }
message-1050003 = Odłącz { $provider }
message-1050004 = Usuń aplikację uwierzytelniającą
message-1050005 = Kod QR dla aplikacji uwierzytelniającej
message-1050006 = { $secret }
message-1050007 = Pokaż kody zapasowe
message-1050008 = Utwórz nowe kody zapasowe
message-1050009 = { $secret }
message-1050010 = To są kody zapasowe. Prosimy przechowywać je w bezpiecznym miejscu.
message-1050011 = Potwierdź kody zapasowe
message-1050012 = Dodaj klucz bezpieczeństwa
message-1050013 = Nazwa klucza bezpieczeństwa
message-1050014 = wykorzystany
message-1050015 = { $secrets }
message-1050016 = Wyłącz kody zapasowe
message-1050017 = Tajny klucz dla aplikacji uwierzytelniającej
message-1050018 = Usuń klucz bezpieczeństwa „{ $display_name }”
message-1050019 = Dodaj klucz dostępu
message-1050020 =
    { $display_name ->
        [unnamed] Usuń klucz dostępu bez nazwy
       *[other] Usuń klucz dostępu „{ $display_name }”
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Konto zostało odzyskane. Teraz należy od razu ustawić nowe hasło lub inny sposób logowania.
        [one] Konto zostało odzyskane. W ciągu minuty należy ustawić nowe hasło lub inny sposób logowania.
        [few] Konto zostało odzyskane. W ciągu { $minutes } minut należy ustawić nowe hasło lub inny sposób logowania.
        [many] Konto zostało odzyskane. W ciągu { $minutes } minut należy ustawić nowe hasło lub inny sposób logowania.
       *[other] Konto zostało odzyskane. W ciągu { $minutes } minuty należy ustawić nowe hasło lub inny sposób logowania.
    }
message-1060002 = Jeśli istnieje konto z tym adresem, został na niego wysłany link do odzyskania konta.
message-1060003 = Jeśli istnieje konto z tym adresem, został na niego wysłany kod odzyskiwania.
message-1060004 = Jeśli istnieje konto z { $masked_address }, został tam wysłany kod odzyskiwania.
message-1060005 = Prosimy wpisać w całości wybrany adres.
message-1060006 = Dokąd wysłać kod odzyskiwania?
message-1060007 = Wstecz

## Labels

message-1070000 = { $text }
message-1070001 = Hasło
message-1070002 =
    { $slug ->
        [email] Adres e-mail
        [e-mail] Adres e-mail
        [email-address] Adres e-mail
        [e-mail-address] Adres e-mail
        [password] Hasło
        [name] Nazwa
        [first-name] Imię
        [last-name] Nazwisko
        [username] Nazwa użytkownika
        [user-name] Nazwa użytkownika
        [phone] Numer telefonu
        [phone-number] Numer telefonu
       *[other] { $title }
    }
message-1070003 = Zapisz
message-1070004 = Login
message-1070006 = Kod z aplikacji uwierzytelniającej
message-1070007 = Adres e-mail
message-1070008 = Wyślij kod ponownie
message-1070009 = Dalej
message-1070010 = Kod odzyskiwania
message-1070011 = Kod potwierdzający
message-1070012 = Kod rejestracji
message-1070013 = Kod logowania
message-1070016 = Adres do odzyskania konta
message-1070017 = Numer telefonu
message-1070018 = Adres e-mail lub numer telefonu

## Verification

message-1080001 = Link potwierdzający został wysłany na ten adres.
message-1080002 = Adres e-mail jest potwierdzony.
message-1080003 = Kod potwierdzający został wysłany na ten adres.
message-1080004 = Kod potwierdzający został wysłany na ten numer.
message-1080005 = Numer telefonu jest potwierdzony.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Wypróbowano zbyt wiele kodów. Prosimy poprosić o nowy.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Wypróbowano zbyt wiele kodów. Prosimy zacząć od nowa.
        [this-code-was-used-before-please-ask-for-a-new-one] Ten kod został już użyty. Prosimy poprosić o nowy.
        [this-key-is-registered-already] Ten klucz jest już zarejestrowany.
        [this-account-has-no-such-key] To konto nie ma takiego klucza.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] To ostatni sposób logowania na to konto. Najpierw trzeba dodać inny.
       *[other] To nie zostało przyjęte. Szczegóły: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Prosimy podać adres e-mail.
        [password] Prosimy podać hasło.
        [code] Prosimy podać kod.
        [totp_code] Prosimy podać kod.
        [lookup_secret] Prosimy podać kod.
       *[other] Prosimy wypełnić to pole.
    }
message-4000003 =
    { $min_length ->
        [1] Prosimy wypełnić to pole.
        [one] Potrzebny jest co najmniej { $min_length } znak.
        [few] Potrzebne są co najmniej { $min_length } znaki, a nie { $actual_length }.
        [many] Potrzebne jest co najmniej { $min_length } znaków, a nie { $actual_length }.
       *[other] Potrzebne jest co najmniej { $min_length } znaku, a nie { $actual_length }.
    }
message-4000004 = To nie ma oczekiwanej postaci.
message-4000005 = Tego hasła nie można użyć: { $reason }.
message-4000006 = Dane logowania są nieprawidłowe. Prosimy sprawdzić login i hasło.
message-4000007 = Konto z tymi danymi już istnieje. Może wystarczy się zalogować?
message-4000008 = Ten kod jest nieprawidłowy. Prosimy spróbować ponownie.
message-4000009 = Z tymi danymi nie dałoby się zalogować. Czy nie brakuje adresu lub nazwy użytkownika?
message-4000010 = Adres tego konta nie został jeszcze potwierdzony. Prosimy poszukać w poczcie wiadomości z potwierdzeniem.
message-4000011 = Dla tego konta nie skonfigurowano aplikacji uwierzytelniającej.
message-4000012 = Ten kod zapasowy został już użyty. Prosimy wziąć inny.
message-4000013 = Dla tego konta nie skonfigurowano klucza bezpieczeństwa.
message-4000014 = Dla tego konta nie skonfigurowano kodów zapasowych.
message-4000015 = Do tego klucza bezpieczeństwa lub klucza dostępu nie należy żadne konto.
message-4000016 = Ten kod zapasowy jest nieprawidłowy.
message-4000017 =
    { $max_length ->
        [one] Dozwolony jest co najwyżej { $max_length } znak, a nie { $actual_length }.
        [few] Dozwolone są co najwyżej { $max_length } znaki, a nie { $actual_length }.
        [many] Dozwolone jest co najwyżej { $max_length } znaków, a nie { $actual_length }.
       *[other] Dozwolone jest co najwyżej { $max_length } znaku, a nie { $actual_length }.
    }
message-4000018 = Prosimy podać co najmniej { $minimum }.
message-4000019 = Prosimy podać więcej niż { $minimum }.
message-4000020 = Prosimy podać co najwyżej { $maximum }.
message-4000021 = Prosimy podać mniej niż { $maximum }.
message-4000022 = Prosimy podać wielokrotność liczby { $base }.
message-4000023 =
    { $max_items ->
        [one] Dozwolona jest co najwyżej { $max_items } pozycja, a nie { $actual_items }.
        [few] Dozwolone są co najwyżej { $max_items } pozycje, a nie { $actual_items }.
        [many] Dozwolone jest co najwyżej { $max_items } pozycji, a nie { $actual_items }.
       *[other] Dozwolone jest co najwyżej { $max_items } pozycji, a nie { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Potrzebna jest co najmniej { $min_items } pozycja.
        [few] Potrzebne są co najmniej { $min_items } pozycje, a nie { $actual_items }.
        [many] Potrzebne jest co najmniej { $min_items } pozycji, a nie { $actual_items }.
       *[other] Potrzebne jest co najmniej { $min_items } pozycji, a nie { $actual_items }.
    }
message-4000025 = Dwie pozycje są takie same.
message-4000026 =
    { $allowed_types ->
        [string] Prosimy podać tekst.
        [number] Prosimy podać liczbę.
        [integer] Prosimy podać liczbę całkowitą.
        [boolean] Prosimy wybrać tak lub nie.
       *[other] Takiej wartości się tu nie oczekuje ({ $allowed_types }).
    }
message-4000027 = Konto z tym loginem już istnieje. Po zalogowaniu się na nie oba zostaną połączone.
message-4000028 =
    { $available_credential_types ->
        [none] Istnieje już konto z { $credential_identifier_hint }. Prosimy się zalogować.
       *[other]
            { $available_oidc_providers ->
                [none] Istnieje już konto z { $credential_identifier_hint }. Sposoby logowania: { $available_credential_types }.
               *[other] Istnieje już konto z { $credential_identifier_hint }. Sposoby logowania: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Tu musi być { $expected }.
message-4000030 = Dozwolona jest tu tylko jedna określona wartość.
message-4000031 = Hasło jest zbyt podobne do loginu.
message-4000032 =
    { $min_length ->
        [one] Hasło musi mieć co najmniej { $min_length } znak.
        [few] Hasło musi mieć co najmniej { $min_length } znaki, a nie { $actual_length }.
        [many] Hasło musi mieć co najmniej { $min_length } znaków, a nie { $actual_length }.
       *[other] Hasło musi mieć co najmniej { $min_length } znaku, a nie { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] Hasło może mieć co najwyżej { $max_length } znak.
        [few] Hasło jest za długie: może mieć co najwyżej { $max_length } znaki, a z polskimi literami lub emoji mniej.
        [many] Hasło jest za długie: może mieć co najwyżej { $max_length } znaków, a z polskimi literami lub emoji mniej.
       *[other] Hasło jest za długie: może mieć co najwyżej { $max_length } znaku, a z polskimi literami lub emoji mniej.
    }
message-4000034 = To hasło jest znane z wycieków danych. Prosimy wybrać inne.
message-4000035 = Na to konto nie można zalogować się kodem.
message-4000036 = Te dane różnią się od tych, dla których wysłano kod. Prosimy zacząć od nowa.
message-4000037 = Nie znaleziono konta albo nie ma ono żadnego sposobu logowania.
message-4000039 = Nowe hasło musi różnić się od obecnego.
message-4000040 = „{ $value }” nie jest adresem e-mail.
message-4000041 = „{ $value }” nie jest numerem telefonu.
message-4000043 = Nie udało się sprawdzić klucza bezpieczeństwa lub klucza dostępu. Prosimy spróbować ponownie.

## What is wrong with a step

message-4010001 = Formularz logowania był otwarty zbyt długo. Prosimy spróbować ponownie.
message-4010002 = Ten sposób logowania nie jest tu możliwy. Prosimy wybrać inny.
message-4010003 = Ten sposób rejestracji nie jest tu możliwy. Prosimy wybrać inny.
message-4010004 = Nie wybrano nic do zmiany albo nie można tego tu zmienić.
message-4010005 = Ten sposób odzyskania konta nie jest tu możliwy. Prosimy wybrać inny.
message-4010006 = Ten sposób potwierdzenia adresu nie jest tu możliwy. Prosimy wybrać inny.
message-4010008 = Ten kod logowania jest nieprawidłowy albo wygasł. Prosimy spróbować ponownie.
message-4010009 = Zalogowano się na inne konto niż to, które miało zostać połączone.
message-4010010 = Ten adres nie należy do konta.
message-4010011 = To konto zostało dezaktywowane.
message-4040001 = Formularz rejestracji był otwarty zbyt długo. Prosimy spróbować ponownie.
message-4040003 = Ten kod rejestracji jest nieprawidłowy albo wygasł. Prosimy spróbować ponownie.
message-4050001 = Ustawienia były otwarte zbyt długo. Prosimy spróbować ponownie.
message-4050002 = Prosimy zmieniać po jednym adresie.
message-4060001 = To odzyskiwanie zostało już zakończone. Prosimy zacząć od nowa.
message-4060002 = Tego odzyskiwania nie można kontynuować. Prosimy zacząć od nowa.
message-4060004 = Ten link do odzyskania konta jest nieprawidłowy albo został już użyty. Prosimy zacząć od nowa.
message-4060005 = To odzyskiwanie wygasło. Prosimy zacząć od nowa.
message-4060006 = Ten kod odzyskiwania jest nieprawidłowy albo został już użyty. Prosimy spróbować ponownie.
message-4070001 = Ten link jest nieprawidłowy albo został już użyty. Prosimy zacząć od nowa.
message-4070002 = To zostało już zakończone. Prosimy zacząć od nowa.
message-4070003 = Nie można kontynuować. Prosimy zacząć od nowa.
message-4070005 = To potwierdzenie wygasło. Prosimy zacząć od nowa.
message-4070006 = Ten kod jest nieprawidłowy albo został już użyty. Prosimy spróbować ponownie.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Zbyt wiele błędnych prób. Prosimy odczekać sekundę.
                [few] Zbyt wiele błędnych prób. Prosimy odczekać { $retry_after } sekundy.
                [many] Zbyt wiele błędnych prób. Prosimy odczekać { $retry_after } sekund.
               *[other] Zbyt wiele błędnych prób. Prosimy odczekać { $retry_after } sekundy.
            }
        [one] Zbyt wiele błędnych prób. Prosimy odczekać minutę.
        [few] Zbyt wiele błędnych prób. Prosimy odczekać { $minutes } minuty.
        [many] Zbyt wiele błędnych prób. Prosimy odczekać { $minutes } minut.
       *[other] Zbyt wiele błędnych prób. Prosimy odczekać { $minutes } minuty.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problem: { $event } – { $page } – { $product }
page-skip = Przejdź do treści
page-nav = Strony
page-nav-home = Konto
page-nav-settings = Ustawienia
page-sign-out = Wyloguj się
page-language = Język
page-other-ways = Inne sposoby
page-or = lub
page-optional = opcjonalnie
page-problem = Prosimy sprawdzić
page-show-password = Pokaż
page-hide-password = Ukryj
page-copy = Kopiuj
page-copied = Skopiowano
page-print = Drukuj
page-start-again = Zacznij od nowa
page-back = Wstecz
page-passkey-failed = Nie udało się albo przerwano operację. Prosimy spróbować ponownie lub wybrać inny sposób.
page-script-needed = Klucze dostępu i klucze bezpieczeństwa wymagają JavaScriptu, który jest tu wyłączony.

## Pages: notices after something was done elsewhere

page-notice-expired = Formularz był zbyt stary. Oto nowy.
page-notice-revoked = Urządzenie zostało wylogowane.
page-notice-others-revoked = Wszystkie inne urządzenia zostały wylogowane.

## Pages: signing in and up

page-login = Zaloguj się
page-login-again = Potwierdzenie tożsamości
page-login-second = Jeszcze jeden krok
page-login-new = Nie masz konta?
page-login-sign-up = Utwórz konto
page-login-forgot = Nie możesz się zalogować?
page-login-other = Zaloguj się na inne konto
page-registration = Utwórz konto
page-registration-choose = Wybierz sposób logowania
page-registration-known = Masz już konto?
page-registration-sign-in = Zaloguj się
page-passkey-hint = Odciskiem palca, twarzą lub blokadą urządzenia. Niczego nie trzeba pamiętać.
page-use-password = Użyj zamiast tego hasła

## Pages: codes and links

page-recovery = Odzyskaj dostęp do konta
page-recovery-lead = Prosimy podać adres konta. Wyślemy na niego to, co pozwoli odzyskać dostęp.
page-verification = Potwierdź adres
page-verification-lead = Prosimy podać adres. Wyślemy na niego wiadomość, która pozwoli go potwierdzić.
page-verified = Adres jest potwierdzony
page-enter-code = Wpisz kod
page-check-inbox = Sprawdź skrzynkę odbiorczą
page-code-late = Nic nie przyszło? Prosimy zajrzeć też do folderu ze spamem.
page-to-sign-in = Powrót do logowania

## Pages: settings

page-settings = Ustawienia
page-settings-sections = Sekcje
page-settings-profile = Twoje dane
page-settings-password = Hasło
page-settings-password-lead = Lepsze długie niż skomplikowane: kilka słów po kolei to dobre hasło.
page-settings-oidc = Połączone konta
page-settings-passkey = Klucze dostępu
page-settings-passkey-lead = Logowanie odciskiem palca, twarzą lub blokadą urządzenia.
page-settings-webauthn = Klucze bezpieczeństwa
page-settings-webauthn-lead = Klucz, który wkłada się do urządzenia lub do niego przykłada.
page-settings-totp = Aplikacja uwierzytelniająca
page-settings-totp-lead = Aplikacja w telefonie pokazuje kod, który widać tylko tam.
page-settings-totp-scan = Prosimy zeskanować ten obraz w aplikacji albo wpisać w niej tajny klucz, a potem podać wyświetlony kod.
page-settings-totp-on = Aplikacja uwierzytelniająca jest skonfigurowana.
page-settings-lookup_secret = Kody zapasowe
page-settings-lookup_secret-lead = Na dzień, w którym nic innego nie będzie pod ręką. Każdy kod działa raz.
page-settings-none = Jeszcze nic nie skonfigurowano.
page-settings-added = Dodano
page-settings-remove = Usuń…
page-settings-unnamed = Bez nazwy

## Pages: the account

page-home = Twoje konto
page-home-hello = Witaj, { $name }
page-home-details = Twoje dane
page-home-edit = Zmień
page-home-addresses = Adresy
page-home-confirmed = Potwierdzony
page-home-unconfirmed = Niepotwierdzony
page-home-confirm = Potwierdź
page-home-ways = Sposoby logowania
page-home-add = Dodaj
page-home-manage = Zarządzaj
page-home-set = Ustawione
page-home-off = Wyłączone
page-home-on = Włączone
page-home-none = Brak
page-home-codes-left =
    { $count ->
        [one] Pozostał { $count } kod
        [few] Pozostały { $count } kody
        [many] Pozostało { $count } kodów
       *[other] Pozostało { $count } kodu
    }
page-home-keys =
    { $count ->
        [one] { $count } klucz
        [few] { $count } klucze
        [many] { $count } kluczy
       *[other] { $count } klucza
    }
page-home-sessions = Zalogowane urządzenia
page-home-this-device = To urządzenie
page-home-device = { $browser }, { $system }
page-home-unknown-device = Nieznane urządzenie
page-home-since = Zalogowano
page-home-more-sessions =
    { $count ->
        [one] I jeszcze { $count }.
        [few] I jeszcze { $count }.
        [many] I jeszcze { $count }.
       *[other] I jeszcze { $count }.
    }
page-home-revoke = Wyloguj
page-home-revoke-label = Wyloguj urządzenie: { $device }
page-home-revoke-others = Wyloguj wszystkie inne urządzenia

## Pages: signing out, and what went wrong

page-logout = Wyloguj się
page-logout-ask = Czy wylogować się na tym urządzeniu?
page-logout-stay = Pozostań na koncie
page-logout-done = Wylogowano
page-logout-again = Zaloguj się ponownie
page-error = Coś poszło nie tak
page-error-lead = To nie Twoja wina. Prosimy spróbować ponownie za chwilę.
page-error-not-found = Ta strona nie istnieje albo już nie istnieje.
page-error-refused = To się nie udało. Prosimy zacząć od nowa.
page-error-cookies = Przeglądarka nie wysłała plików cookie albo strona jest stara. Prosimy zezwolić na pliki cookie i zacząć od nowa.
page-error-csrf = Formularz i przeglądarka nie pasują już do siebie. Być może zalogowano się lub wylogowano w innej karcie. Prosimy zacząć od nowa.
page-error-off = Ta funkcja jest tu wyłączona.
page-error-busy = Ruch jest teraz duży. Prosimy spróbować ponownie za chwilę.
page-error-details = Dla osób prowadzących tę stronę
page-error-id = Identyfikator

## Mails and text messages

mail-hello = Dzień dobry,
mail-expires =
    { $minutes ->
        [one] Ważność: { $minutes } minuta.
        [few] Ważność: { $minutes } minuty.
        [many] Ważność: { $minutes } minut.
       *[other] Ważność: { $minutes } minuty.
    }
mail-secret = Nie należy go nikomu przekazywać.
mail-ignore = Jeśli ta prośba nie pochodzi od Ciebie, można zignorować tę wiadomość: nic się nie zmieni. Nie należy jej nikomu przekazywać.
mail-recovery-link-subject = Odzyskanie dostępu do konta
mail-recovery-link-intro = Otrzymaliśmy prośbę o odzyskanie dostępu do konta.
mail-recovery-link-open = Aby kontynuować, należy otworzyć ten link:
mail-recovery-code-subject = Kod odzyskiwania konta
mail-recovery-code-intro = Otrzymaliśmy prośbę o odzyskanie dostępu do konta. Aby kontynuować, należy wpisać ten kod:
mail-recovery-unknown-subject = Nie ma konta z tym adresem
mail-recovery-unknown-intro = Ktoś poprosił o odzyskanie konta z tym adresem e-mail, ale takiego konta nie ma.
mail-recovery-unknown-close = Jeśli ta prośba pochodzi od Ciebie, można spróbować z innym adresem, użytym przy rejestracji. Jeśli nie, można zignorować tę wiadomość.
mail-verification-link-subject = Potwierdzenie adresu e-mail
mail-verification-link-intro = Prosimy potwierdzić, że ten adres e-mail należy do Ciebie.
mail-verification-link-open = Aby potwierdzić adres, należy otworzyć ten link:
mail-verification-code-subject = Kod potwierdzający adres
mail-verification-code-intro = Prosimy potwierdzić, że ten adres należy do Ciebie. Należy wpisać ten kod:
mail-verification-code-open = Albo otworzyć ten link:
mail-verification-unknown-subject = Żadne konto nie ma tego adresu
mail-verification-unknown-intro = Ktoś poprosił o potwierdzenie tego adresu e-mail, ale nie ma go żadne konto.
mail-verification-unknown-close = Jeśli ta prośba pochodzi od Ciebie, trzeba się najpierw zarejestrować albo spróbować z innym adresem. Jeśli nie, można zignorować tę wiadomość.
mail-login-code-subject = Kod logowania
mail-login-code-intro = Aby się zalogować, należy wpisać ten kod:
mail-registration-code-subject = Kod rejestracji
mail-registration-code-intro = Aby dokończyć rejestrację, należy wpisać ten kod:
mail-address-changed-subject = Zmieniono adres na Twoim koncie
mail-address-changed-intro = Na Twoim koncie zmieniono adres ({ $time }).
mail-address-changed-close = Jeśli ta zmiana nie pochodzi od Ciebie, należy od razu zmienić hasło i wylogować wszystkie inne urządzenia.
mail-key-added-subject = Do Twojego konta dodano klucz
mail-key-added-intro = Do Twojego konta dodano klucz, którym można się zalogować ({ $time }).
mail-key-added-close = Jeśli ta zmiana nie pochodzi od Ciebie, należy od razu usunąć klucz, zmienić hasło i wylogować wszystkie inne urządzenia.
