# Türkçe.
#
# Sözcükler: geçiş anahtarı (passkey) · güvenlik anahtarı · kimlik doğrulama uygulaması · yedek kod (backup code) · kod (giriş,
#            kayıt, kurtarma, doğrulama) · giriş yapmak / çıkış yapmak / kaydolmak · hesap · kurtarma · doğrulamak (verification)
#            e-posta adresi · telefon numarası · kullanıcı kimliği (identifier) · bağlamak / bağlantıyı kesmek
# Üslup:     kısa ve nazik; «siz»; düğmeler emir kipinde.
#
# Değişkenlerin anlamı en.ftl dosyasındadır.

list-separator = {", "}

way-password = parola
way-code = kod
way-oidc = dış hesap
way-saml = dış hesap
way-webauthn = güvenlik anahtarı
way-passkey = geçiş anahtarı
way-totp = kimlik doğrulama uygulaması
way-lookup_secret = yedek kod

## Signing in

message-1010001 = Giriş yap
message-1010002 = { $provider } ile giriş yap
message-1010003 = Güvenliğiniz için lütfen yeniden giriş yapın.
message-1010004 = Lütfen girişin ikinci adımını tamamlayın.
message-1010006 = Kimlik doğrulama uygulamanızdaki kod
message-1010007 = Yedek kod
message-1010008 = Güvenlik anahtarıyla giriş yap
message-1010009 = Kimlik doğrulama uygulamasını kullan
message-1010010 = Yedek kod kullan
message-1010012 = Güvenlik anahtarınızı hazırlayın.
message-1010013 = Güvenlik anahtarıyla devam et
message-1010014 = Size bir kod gönderdik. Gelmezse adresi kontrol edin veya baştan başlayın.
message-1010015 = Bana giriş kodu gönder
message-1010016 = { $duplicate_identifier } ile bir hesap zaten var. { $provider } ile bağlamak için o hesaba giriş yapın.
message-1010017 = Giriş yap ve bağla
message-1010018 = { $provider } ile onayla
message-1010021 = Geçiş anahtarıyla giriş yap
message-1010022 = Parolayla giriş yap
message-1010023 = { $address } adresine kod gönder
message-1010025 = Siz olduğunuzu doğrulamak için bir kod gönderdik.

## Signing up

message-1040001 = Kaydol
message-1040002 = { $provider } ile kaydol
message-1040003 = Devam et
message-1040004 = Güvenlik anahtarıyla kaydol
message-1040005 = Size bir kod gönderdik. Gelmezse adresi kontrol edin veya baştan başlayın.
message-1040006 = Bana kayıt kodu gönder
message-1040007 = Geçiş anahtarıyla kaydol
message-1040008 = Geri
message-1040009 = Lütfen bundan sonra nasıl giriş yapmak istediğinizi seçin.

## Settings

message-1050001 = Değişiklikleriniz kaydedildi.
message-1050002 = { $provider } hesabını bağla
message-1050003 = { $provider } bağlantısını kes
message-1050004 = Kimlik doğrulama uygulamasını kaldır
message-1050005 = Kimlik doğrulama uygulamanız için QR kodu
message-1050006 = { $secret }
message-1050007 = Yedek kodları göster
message-1050008 = Yeni yedek kodlar oluştur
message-1050009 = { $secret }
message-1050010 = Yedek kodlarınız bunlar. Güvenli bir yerde saklayın.
message-1050011 = Yedek kodları onayla
message-1050012 = Güvenlik anahtarı ekle
message-1050013 = Güvenlik anahtarının adı
message-1050014 = kullanıldı
message-1050015 = { $secrets }
message-1050016 = Yedek kodları kapat
message-1050017 = Kimlik doğrulama uygulamanız için gizli anahtar
message-1050018 = “{ $display_name }” güvenlik anahtarını kaldır
message-1050019 = Geçiş anahtarı ekle
message-1050020 =
    { $display_name ->
        [unnamed] Adsız geçiş anahtarını kaldır
       *[other] “{ $display_name }” geçiş anahtarını kaldır
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Hesabınız kurtarıldı. Lütfen hemen yeni bir parola veya başka bir giriş yöntemi belirleyin.
       *[other] Hesabınız kurtarıldı. Lütfen { $minutes } dakika içinde yeni bir parola veya başka bir giriş yöntemi belirleyin.
    }
message-1060002 = Bu adrese ait bir hesap varsa, adrese bir kurtarma bağlantısı gönderildi.
message-1060003 = Bu adrese ait bir hesap varsa, adrese bir kurtarma kodu gönderildi.
message-1060004 = { $masked_address } adresine ait bir hesap varsa, adrese bir kurtarma kodu gönderildi.
message-1060005 = Lütfen seçtiğiniz adresi eksiksiz yazın.
message-1060006 = Lütfen kurtarma kodunun nereye gönderileceğini seçin.
message-1060007 = Geri

## Labels

message-1070000 = { $text }
message-1070001 = Parola
message-1070002 =
    { $slug ->
        [email] E-posta adresi
        [e-mail] E-posta adresi
        [email-address] E-posta adresi
        [e-mail-address] E-posta adresi
        [password] Parola
        [name] Ad
        [first-name] Ad
        [last-name] Soyadı
        [username] Kullanıcı adı
        [user-name] Kullanıcı adı
        [phone] Telefon numarası
        [phone-number] Telefon numarası
       *[other] { $title }
    }
message-1070003 = Kaydet
message-1070004 = Kullanıcı kimliği
message-1070006 = Kimlik doğrulama uygulamasındaki kod
message-1070007 = E-posta adresi
message-1070008 = Kodu yeniden gönder
message-1070009 = Devam et
message-1070010 = Kurtarma kodu
message-1070011 = Doğrulama kodu
message-1070012 = Kayıt kodu
message-1070013 = Giriş kodu
message-1070016 = Kurtarma adresi
message-1070017 = Telefon numarası
message-1070018 = E-posta adresi veya telefon numarası

## Verification

message-1080001 = Bu adrese bir doğrulama bağlantısı gönderildi.
message-1080002 = Bu e-posta adresi doğrulandı.
message-1080003 = Bu adrese bir doğrulama kodu gönderildi.
message-1080004 = Bu numaraya bir doğrulama kodu gönderildi.
message-1080005 = Bu telefon numarası doğrulandı.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Çok fazla kod denendi. Lütfen yeni bir kod isteyin.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Çok fazla kod denendi. Lütfen baştan başlayın.
        [this-code-was-used-before-please-ask-for-a-new-one] Bu kod daha önce kullanıldı. Lütfen yeni bir kod isteyin.
        [this-key-is-registered-already] Bu anahtar zaten kayıtlı.
        [this-account-has-no-such-key] Bu hesapta böyle bir anahtar yok.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] Bu, hesaba girişin son yöntemi. Önce başka bir yöntem ekleyin.
       *[other] Bu kabul edilmedi. Ayrıntılar: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Lütfen e-posta adresinizi girin.
        [password] Lütfen parolanızı girin.
        [code] Lütfen kodu girin.
        [totp_code] Lütfen kodu girin.
        [lookup_secret] Lütfen kodu girin.
       *[other] Lütfen bu alanı doldurun.
    }
message-4000003 =
    { $min_length ->
        [1] Lütfen bu alanı doldurun.
       *[other] En az { $min_length } karakter gerekli; { $actual_length } girildi.
    }
message-4000004 = Bu, beklenen biçimde değil.
message-4000005 = Bu parola kullanılamaz: { $reason }.
message-4000006 = Giriş bilgileri doğru değil. Lütfen kullanıcı kimliğinizi ve parolanızı kontrol edin.
message-4000007 = Bu bilgilerle bir hesap zaten var. Bunun yerine giriş yapmak ister misiniz?
message-4000008 = Bu kod doğru değil. Lütfen yeniden deneyin.
message-4000009 = Bu bilgilerle giriş yapılamaz. Bir adres veya kullanıcı adı mı eksik?
message-4000010 = Bu hesabın adresi henüz doğrulanmadı. Lütfen e-postalarınızda doğrulama iletisini arayın.
message-4000011 = Bu hesap için kimlik doğrulama uygulaması ayarlanmamış.
message-4000012 = Bu yedek kod daha önce kullanıldı. Lütfen başka bir kod kullanın.
message-4000013 = Bu hesap için güvenlik anahtarı ayarlanmamış.
message-4000014 = Bu hesap için yedek kod oluşturulmamış.
message-4000015 = Bu güvenlik anahtarına veya geçiş anahtarına ait bir hesap yok.
message-4000016 = Bu yedek kod doğru değil.
message-4000017 = En fazla { $max_length } karakter olabilir; { $actual_length } girildi.
message-4000018 = Lütfen { $minimum } veya daha büyük bir değer girin.
message-4000019 = Lütfen { $minimum } değerinden büyük bir değer girin.
message-4000020 = Lütfen { $maximum } veya daha küçük bir değer girin.
message-4000021 = Lütfen { $maximum } değerinden küçük bir değer girin.
message-4000022 = Lütfen { $base } sayısının bir katını girin.
message-4000023 = En fazla { $max_items } öğe olabilir; { $actual_items } girildi.
message-4000024 = En az { $min_items } öğe gerekli; { $actual_items } girildi.
message-4000025 = İki öğe aynı.
message-4000026 =
    { $allowed_types ->
        [string] Lütfen bir metin girin.
        [number] Lütfen bir sayı girin.
        [integer] Lütfen bir tam sayı girin.
        [boolean] Lütfen evet veya hayır seçin.
       *[other] Burada bu tür bir değer beklenmiyor ({ $allowed_types }).
    }
message-4000027 = Bu kullanıcı kimliğiyle bir hesap zaten var. İkisini bağlamak için o hesaba giriş yapın.
message-4000028 =
    { $available_credential_types ->
        [none] { $credential_identifier_hint } ile bir hesap zaten var. Lütfen giriş yapın.
       *[other]
            { $available_oidc_providers ->
                [none] { $credential_identifier_hint } ile bir hesap zaten var. Giriş yöntemleri: { $available_credential_types }.
               *[other] { $credential_identifier_hint } ile bir hesap zaten var. Giriş yöntemleri: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Bu değer { $expected } olmalı.
message-4000030 = Burada yalnızca belirli bir değere izin verilir.
message-4000031 = Parola, kullanıcı kimliğinize çok benziyor.
message-4000032 = Parola en az { $min_length } karakter olmalı; { $actual_length } girildi.
message-4000033 = Parola çok uzun: en fazla { $max_length } karakter olabilir, Türkçe harfler veya emojilerle daha az.
message-4000034 = Bu parola veri sızıntılarından biliniyor. Lütfen başka bir parola seçin.
message-4000035 = Bu hesaba kodla giriş yapılamaz.
message-4000036 = Bu bilgiler, kodun gönderildiği bilgilerle aynı değil. Lütfen baştan başlayın.
message-4000037 = Hesap bulunamadı veya hesabın bir giriş yöntemi yok.
message-4000039 = Yeni parola mevcut paroladan farklı olmalı.
message-4000040 = “{ $value }” bir e-posta adresi değil.
message-4000041 = “{ $value }” bir telefon numarası değil.
message-4000043 = Güvenlik anahtarı veya geçiş anahtarı doğrulanamadı. Lütfen yeniden deneyin.

## What is wrong with a step

message-4010001 = Giriş formu çok uzun süre açık kaldı. Lütfen yeniden deneyin.
message-4010002 = Bu giriş yöntemi burada kullanılamaz. Lütfen başka bir yöntem seçin.
message-4010003 = Bu kayıt yöntemi burada kullanılamaz. Lütfen başka bir yöntem seçin.
message-4010004 = Değiştirilecek bir şey seçilmedi veya burada değiştirilemez.
message-4010005 = Bu kurtarma yöntemi burada kullanılamaz. Lütfen başka bir yöntem seçin.
message-4010006 = Bu doğrulama yöntemi burada kullanılamaz. Lütfen başka bir yöntem seçin.
message-4010008 = Bu giriş kodu doğru değil veya süresi dolmuş. Lütfen yeniden deneyin.
message-4010009 = Bağlanacak hesaptan farklı bir hesaba giriş yaptınız.
message-4010010 = Bu adres hesaba ait değil.
message-4010011 = Bu hesap devre dışı bırakıldı.
message-4040001 = Kayıt formu çok uzun süre açık kaldı. Lütfen yeniden deneyin.
message-4040003 = Bu kayıt kodu doğru değil veya süresi dolmuş. Lütfen yeniden deneyin.
message-4050001 = Ayarlar çok uzun süre açık kaldı. Lütfen yeniden deneyin.
message-4050002 = Lütfen adresleri tek tek değiştirin.
message-4060001 = Bu kurtarma daha önce tamamlandı. Lütfen baştan başlayın.
message-4060002 = Bu kurtarmaya devam edilemez. Lütfen baştan başlayın.
message-4060004 = Bu kurtarma bağlantısı doğru değil veya daha önce kullanıldı. Lütfen baştan başlayın.
message-4060005 = Bu kurtarmanın süresi doldu. Lütfen baştan başlayın.
message-4060006 = Bu kurtarma kodu doğru değil veya daha önce kullanıldı. Lütfen yeniden deneyin.
message-4070001 = Bu bağlantı doğru değil veya daha önce kullanıldı. Lütfen baştan başlayın.
message-4070002 = Bu daha önce tamamlandı. Lütfen baştan başlayın.
message-4070003 = Buna devam edilemez. Lütfen baştan başlayın.
message-4070005 = Bu doğrulamanın süresi doldu. Lütfen baştan başlayın.
message-4070006 = Bu kod doğru değil veya daha önce kullanıldı. Lütfen yeniden deneyin.
message-4900001 =
    { $minutes ->
        [0] Çok fazla hatalı deneme oldu. Lütfen { $retry_after } saniye bekleyin.
       *[other] Çok fazla hatalı deneme oldu. Lütfen { $minutes } dakika bekleyin.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Sorun: { $event } – { $page } – { $product }
page-skip = İçeriğe geç
page-nav = Sayfalar
page-nav-home = Hesap
page-nav-settings = Ayarlar
page-sign-out = Çıkış yap
page-language = Dil
page-other-ways = Diğer yöntemler
page-or = veya
page-optional = isteğe bağlı
page-problem = Lütfen kontrol edin
page-show-password = Göster
page-hide-password = Gizle
page-copy = Kopyala
page-copied = Kopyalandı
page-print = Yazdır
page-start-again = Baştan başla
page-back = Geri
page-passkey-failed = İşlem başarısız oldu veya iptal edildi. Lütfen yeniden deneyin ya da başka bir yöntem seçin.
page-script-needed = Geçiş anahtarları ve güvenlik anahtarları için JavaScript gerekir; burada kapalı.

## Pages: notices after something was done elsewhere

page-notice-expired = Bu form çok eskiydi. İşte yenisi.
page-notice-revoked = O cihazdan çıkış yapıldı.
page-notice-others-revoked = Diğer tüm cihazlardan çıkış yapıldı.

## Pages: signing in and up

page-login = Giriş yap
page-login-again = Siz olduğunuzu doğrulayın
page-login-second = Bir adım daha
page-login-new = Hesabınız yok mu?
page-login-sign-up = Hesap oluştur
page-login-forgot = Giriş yapamıyor musunuz?
page-login-other = Başka bir hesapla giriş yap
page-registration = Hesap oluştur
page-registration-choose = Nasıl giriş yapacağınızı seçin
page-registration-known = Zaten hesabınız var mı?
page-registration-sign-in = Giriş yap
page-passkey-hint = Parmak iziniz, yüzünüz veya cihazınızın kilidiyle. Akılda tutulacak bir şey yok.
page-use-password = Bunun yerine parola kullan

## Pages: codes and links

page-recovery = Hesabınıza yeniden erişin
page-recovery-lead = Hesabınızın adresini girin. Yeniden giriş yapmak için gerekeni size göndereceğiz.
page-verification = Adresinizi doğrulayın
page-verification-lead = Adresi girin. Size ait olduğunu gösteren bir ileti göndereceğiz.
page-verified = Adresiniz doğrulandı
page-enter-code = Kodu girin
page-check-inbox = Gelen kutunuza bakın
page-code-late = Bir şey gelmedi mi? Spam klasörüne de bakın.
page-to-sign-in = Girişe dön

## Pages: settings

page-settings = Ayarlar
page-settings-sections = Bölümler
page-settings-profile = Bilgileriniz
page-settings-password = Parola
page-settings-password-lead = Uzun olması karmaşık olmasından iyidir: art arda birkaç kelime iyi bir paroladır.
page-settings-oidc = Bağlı hesaplar
page-settings-passkey = Geçiş anahtarları
page-settings-passkey-lead = Parmak iziniz, yüzünüz veya cihazınızın kilidiyle giriş yapın.
page-settings-webauthn = Güvenlik anahtarları
page-settings-webauthn-lead = Cihazınıza taktığınız veya yaklaştırdığınız bir anahtar.
page-settings-totp = Kimlik doğrulama uygulaması
page-settings-totp-lead = Telefonunuzdaki bir uygulama, yalnızca sizin görebildiğiniz bir kod gösterir.
page-settings-totp-scan = Bu resmi uygulamayla tarayın veya gizli anahtarı uygulamaya yazın. Ardından gösterilen kodu girin.
page-settings-totp-on = Kimlik doğrulama uygulaması ayarlandı.
page-settings-lookup_secret = Yedek kodlar
page-settings-lookup_secret-lead = Elinizin altında başka bir şey olmayan günler için. Her kod bir kez kullanılır.
page-settings-none = Henüz bir şey ayarlanmadı.
page-settings-added = Eklendi:
page-settings-remove = Kaldır…
page-settings-unnamed = Adsız

## Pages: the account

page-home = Hesabınız
page-home-hello = Merhaba { $name }
page-home-details = Bilgileriniz
page-home-edit = Değiştir
page-home-addresses = Adresler
page-home-confirmed = Doğrulandı
page-home-unconfirmed = Doğrulanmadı
page-home-confirm = Doğrula
page-home-ways = Giriş yöntemleriniz
page-home-add = Ekle
page-home-manage = Yönet
page-home-set = Ayarlandı
page-home-off = Kapalı
page-home-on = Açık
page-home-none = Yok
page-home-codes-left = { $count } kod kaldı
page-home-keys = { $count } anahtar
page-home-sessions = Giriş yaptığınız yerler
page-home-this-device = Bu cihaz
page-home-device = { $system } üzerinde { $browser }
page-home-unknown-device = Bilinmeyen cihaz
page-home-since = Giriş:
page-home-more-sessions = Ve { $count } tane daha.
page-home-revoke = Çıkış yap
page-home-revoke-label = Şu cihazdan çıkış yap: { $device }
page-home-revoke-others = Diğer tüm cihazlardan çıkış yap

## Pages: signing out, and what went wrong

page-logout = Çıkış yap
page-logout-ask = Bu cihazdan çıkış yapmak istiyor musunuz?
page-logout-stay = Oturumda kal
page-logout-done = Çıkış yaptınız
page-logout-again = Yeniden giriş yap
page-error = Bir şeyler ters gitti
page-error-lead = Bu sizin hatanız değil. Lütfen birazdan yeniden deneyin.
page-error-not-found = Bu sayfa yok veya artık yok.
page-error-refused = Bu yapılamadı. Lütfen baştan başlayın.
page-error-cookies = Tarayıcınız çerez göndermedi veya sayfa eski. Lütfen çerezlere izin verin ve baştan başlayın.
page-error-csrf = Form ile tarayıcınız artık eşleşmiyor. Belki başka bir sekmede giriş veya çıkış yaptınız. Lütfen baştan başlayın.
page-error-off = Bu özellik burada kapalı.
page-error-busy = Şu anda yoğunluk var. Lütfen birazdan yeniden deneyin.
page-error-details = Bu siteyi yönetenler için
page-error-id = Başvuru numarası

## Mails and text messages

mail-hello = Merhaba,
mail-expires = { $minutes } dakika geçerlidir.
mail-secret = Kimseyle paylaşmayın.
mail-ignore = Bu siz değilseniz iletiyi dikkate almayın: hiçbir şey değişmez. İletiyi kimseyle paylaşmayın.
mail-recovery-link-subject = Hesabınıza yeniden erişin
mail-recovery-link-intro = Hesabınıza yeniden erişmek istediniz.
mail-recovery-link-open = Devam etmek için bu bağlantıyı açın:
mail-recovery-code-subject = Kurtarma kodunuz
mail-recovery-code-intro = Hesabınıza yeniden erişmek istediniz. Devam etmek için bu kodu girin:
mail-recovery-unknown-subject = Bu adrese ait bir hesap yok
mail-recovery-unknown-intro = Birisi bu e-posta adresine ait bir hesabı kurtarmak istedi, ancak böyle bir hesap yok.
mail-recovery-unknown-close = Bu sizseniz, kaydolurken kullanmış olabileceğiniz başka bir adresi deneyin. Değilseniz bu iletiyi dikkate almayın.
mail-verification-link-subject = E-posta adresinizi doğrulayın
mail-verification-link-intro = Lütfen bu e-posta adresinin size ait olduğunu doğrulayın.
mail-verification-link-open = Doğrulamak için bu bağlantıyı açın:
mail-verification-code-subject = Doğrulama kodunuz
mail-verification-code-intro = Lütfen bu adresin size ait olduğunu doğrulayın. Bu kodu girin:
mail-verification-code-open = Veya bu bağlantıyı açın:
mail-verification-unknown-subject = Hiçbir hesapta bu adres yok
mail-verification-unknown-intro = Birisi bu e-posta adresini doğrulamak istedi, ancak hiçbir hesapta bu adres yok.
mail-verification-unknown-close = Bu sizseniz, önce kaydolun veya başka bir adresi deneyin. Değilseniz bu iletiyi dikkate almayın.
mail-login-code-subject = Giriş kodunuz
mail-login-code-intro = Giriş yapmak için bu kodu girin:
mail-registration-code-subject = Kayıt kodunuz
mail-registration-code-intro = Kaydınızı tamamlamak için bu kodu girin:
mail-address-changed-subject = Hesabınızın bir adresi değiştirildi
mail-address-changed-intro = Hesabınızın bir adresi değiştirildi ({ $time }).
mail-address-changed-close = Bu siz değilseniz hemen parolanızı değiştirin ve diğer tüm cihazlardan çıkış yapın.
mail-key-added-subject = Hesabınıza bir anahtar eklendi
mail-key-added-intro = Hesabınıza giriş yapılabilen bir anahtar eklendi ({ $time }).
mail-key-added-close = Bu siz değilseniz hemen anahtarı kaldırın, parolanızı değiştirin ve diğer tüm cihazlardan çıkış yapın.
