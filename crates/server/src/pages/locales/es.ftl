# Español.
#
# Palabras: llave de acceso (passkey) · llave de seguridad · aplicación de autenticación · código de respaldo (backup code) ·
#           código (de acceso, de registro, de recuperación, de confirmación) · iniciar sesión / cerrar sesión / registrarse ·
#           cuenta · recuperación · confirmar (verification) · correo electrónico · teléfono · nombre de acceso (identifier) ·
#           vincular / desvincular
# Tono:     breve y amable; «usted»; botones en infinitivo.
#
# El significado de las variables está en en.ftl.

list-separator = {", "}

way-password = contraseña
way-code = código
way-oidc = proveedor
way-saml = proveedor
way-webauthn = llave de seguridad
way-passkey = llave de acceso
way-totp = aplicación de autenticación
way-lookup_secret = código de respaldo

## Signing in

message-1010001 = Iniciar sesión
message-1010002 = Iniciar sesión con { $provider }
message-1010003 = Por seguridad, inicie sesión de nuevo.
message-1010004 = Complete el segundo paso para iniciar sesión.
message-1010006 = Código de su aplicación de autenticación
message-1010007 = Código de respaldo
message-1010008 = Iniciar sesión con una llave de seguridad
message-1010009 = Usar la aplicación de autenticación
message-1010010 = Usar un código de respaldo
message-1010012 = Tenga a mano su llave de seguridad.
message-1010013 = Continuar con la llave de seguridad
message-1010014 = Le hemos enviado un código. Si no llega, compruebe la dirección o empiece de nuevo.
message-1010015 = Enviarme un código de acceso
message-1010016 = Ya existe una cuenta con { $duplicate_identifier }. Inicie sesión en ella para vincularla con { $provider }.
message-1010017 = Iniciar sesión y vincular
message-1010018 = Confirmar con { $provider }
message-1010021 = Iniciar sesión con una llave de acceso
message-1010022 = Iniciar sesión con contraseña
message-1010023 = Enviar un código a { $address }
message-1010025 = Le hemos enviado un código para confirmar su identidad.

## Signing up

message-1040001 = Registrarse
message-1040002 = Registrarse con { $provider }
message-1040003 = Continuar
message-1040004 = Registrarse con una llave de seguridad
message-1040005 = Le hemos enviado un código. Si no llega, compruebe la dirección o empiece de nuevo.
message-1040006 = Enviarme un código de registro
message-1040007 = Registrarse con una llave de acceso
message-1040008 = Atrás
message-1040009 = Elija cómo quiere iniciar sesión a partir de ahora.

## Settings

message-1050001 = Los cambios se han guardado.
message-1050002 = Vincular { $provider }
message-1050003 = Desvincular { $provider }
message-1050004 = Quitar la aplicación de autenticación
message-1050005 = Código QR para su aplicación de autenticación
message-1050006 = { $secret }
message-1050007 = Mostrar los códigos de respaldo
message-1050008 = Crear códigos de respaldo nuevos
message-1050009 = { $secret }
message-1050010 = Estos son sus códigos de respaldo. Guárdelos en un lugar seguro.
message-1050011 = Confirmar los códigos de respaldo
message-1050012 = Añadir una llave de seguridad
message-1050013 = Nombre de la llave de seguridad
message-1050014 = usado
message-1050015 = { $secrets }
message-1050016 = Desactivar los códigos de respaldo
message-1050017 = Clave secreta para su aplicación de autenticación
message-1050018 = Quitar la llave de seguridad «{ $display_name }»
message-1050019 = Añadir una llave de acceso
message-1050020 =
    { $display_name ->
        [unnamed] Quitar la llave de acceso sin nombre
       *[other] Quitar la llave de acceso «{ $display_name }»
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Ha recuperado su cuenta. Establezca ahora mismo una contraseña nueva u otra forma de iniciar sesión.
        [one] Ha recuperado su cuenta. Tiene un minuto para establecer una contraseña nueva u otra forma de iniciar sesión.
       *[other] Ha recuperado su cuenta. Tiene { $minutes } minutos para establecer una contraseña nueva u otra forma de iniciar sesión.
    }
message-1060002 = Si hay una cuenta con esta dirección, le hemos enviado un enlace de recuperación.
message-1060003 = Si hay una cuenta con esta dirección, le hemos enviado un código de recuperación.
message-1060004 = Si hay una cuenta con { $masked_address }, le hemos enviado un código de recuperación.
message-1060005 = Escriba completa la dirección que ha elegido.
message-1060006 = Elija adónde enviar el código de recuperación.
message-1060007 = Atrás

## Labels

message-1070000 = { $text }
message-1070001 = Contraseña
message-1070002 =
    { $slug ->
        [email] Correo electrónico
        [e-mail] Correo electrónico
        [email-address] Correo electrónico
        [e-mail-address] Correo electrónico
        [password] Contraseña
        [name] Nombre
        [first-name] Nombre
        [last-name] Apellidos
        [username] Nombre de usuario
        [user-name] Nombre de usuario
        [phone] Teléfono
        [phone-number] Teléfono
       *[other] { $title }
    }
message-1070003 = Guardar
message-1070004 = Nombre de acceso
message-1070006 = Código de la aplicación de autenticación
message-1070007 = Correo electrónico
message-1070008 = Enviar el código otra vez
message-1070009 = Continuar
message-1070010 = Código de recuperación
message-1070011 = Código de confirmación
message-1070012 = Código de registro
message-1070013 = Código de acceso
message-1070016 = Dirección de recuperación
message-1070017 = Teléfono
message-1070018 = Correo electrónico o teléfono

## Verification

message-1080001 = Hemos enviado un enlace para confirmar esta dirección.
message-1080002 = Esta dirección de correo está confirmada.
message-1080003 = Hemos enviado un código para confirmar esta dirección.
message-1080004 = Hemos enviado un código para confirmar este teléfono.
message-1080005 = Este teléfono está confirmado.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Se han probado demasiados códigos. Pida uno nuevo.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Se han probado demasiados códigos. Empiece de nuevo.
        [this-code-was-used-before-please-ask-for-a-new-one] Este código ya se ha usado. Pida uno nuevo.
        [this-key-is-registered-already] Esta llave ya está registrada.
        [this-account-has-no-such-key] Esta cuenta no tiene esa llave.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] Es la última forma de iniciar sesión en la cuenta. Añada antes otra.
       *[other] No se ha aceptado. Detalles: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Escriba su correo electrónico.
        [password] Escriba su contraseña.
        [code] Escriba el código.
        [totp_code] Escriba el código.
        [lookup_secret] Escriba el código.
       *[other] Rellene este campo.
    }
message-4000003 =
    { $min_length ->
        [1] Rellene este campo.
        [one] Se necesita al menos { $min_length } carácter.
       *[other] Se necesitan al menos { $min_length } caracteres, no { $actual_length }.
    }
message-4000004 = No tiene el formato esperado.
message-4000005 = Esta contraseña no se puede usar: { $reason }.
message-4000006 = Los datos de acceso no son correctos. Compruebe su nombre de acceso y su contraseña.
message-4000007 = Ya existe una cuenta con estos datos. ¿Quiere iniciar sesión?
message-4000008 = Este código no es correcto. Inténtelo de nuevo.
message-4000009 = Con estos datos no se podría iniciar sesión. ¿Falta una dirección o un nombre de usuario?
message-4000010 = La dirección de esta cuenta aún no está confirmada. Busque el mensaje de confirmación en su correo.
message-4000011 = Esta cuenta no tiene ninguna aplicación de autenticación.
message-4000012 = Este código de respaldo ya se ha usado. Use otro.
message-4000013 = Esta cuenta no tiene ninguna llave de seguridad.
message-4000014 = Esta cuenta no tiene códigos de respaldo.
message-4000015 = Ninguna cuenta corresponde a esta llave de seguridad o de acceso.
message-4000016 = Este código de respaldo no es correcto.
message-4000017 =
    { $max_length ->
        [one] Se permite como máximo { $max_length } carácter, no { $actual_length }.
       *[other] Se permiten como máximo { $max_length } caracteres, no { $actual_length }.
    }
message-4000018 = Escriba { $minimum } o más.
message-4000019 = Escriba más de { $minimum }.
message-4000020 = Escriba { $maximum } o menos.
message-4000021 = Escriba menos de { $maximum }.
message-4000022 = Escriba un múltiplo de { $base }.
message-4000023 =
    { $max_items ->
        [one] Se permite como máximo { $max_items } elemento, no { $actual_items }.
       *[other] Se permiten como máximo { $max_items } elementos, no { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] Se necesita al menos { $min_items } elemento.
       *[other] Se necesitan al menos { $min_items } elementos, no { $actual_items }.
    }
message-4000025 = Hay dos elementos iguales.
message-4000026 =
    { $allowed_types ->
        [string] Escriba un texto.
        [number] Escriba un número.
        [integer] Escriba un número entero.
        [boolean] Elija sí o no.
       *[other] Aquí no se espera este tipo de valor ({ $allowed_types }).
    }
message-4000027 = Ya existe una cuenta con este nombre de acceso. Inicie sesión en ella para vincular las dos.
message-4000028 =
    { $available_credential_types ->
        [none] Ya existe una cuenta con { $credential_identifier_hint }. Inicie sesión.
       *[other]
            { $available_oidc_providers ->
                [none] Ya existe una cuenta con { $credential_identifier_hint }. Puede iniciar sesión con: { $available_credential_types }.
               *[other] Ya existe una cuenta con { $credential_identifier_hint }. Puede iniciar sesión con: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Debe ser { $expected }.
message-4000030 = Aquí solo se permite un valor determinado.
message-4000031 = La contraseña se parece demasiado a su nombre de acceso.
message-4000032 =
    { $min_length ->
        [one] La contraseña necesita al menos { $min_length } carácter.
       *[other] La contraseña necesita al menos { $min_length } caracteres, no { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] La contraseña puede tener como máximo { $max_length } carácter.
       *[other] La contraseña es demasiado larga: como máximo { $max_length } caracteres, menos si lleva tildes o emojis.
    }
message-4000034 = Esta contraseña aparece en filtraciones de datos. Elija otra.
message-4000035 = Esta cuenta no permite iniciar sesión con un código.
message-4000036 = Estos datos no son los mismos para los que se envió el código. Empiece de nuevo.
message-4000037 = No se ha encontrado la cuenta o no tiene ninguna forma de iniciar sesión.
message-4000039 = La contraseña nueva debe ser distinta de la actual.
message-4000040 = «{ $value }» no es una dirección de correo electrónico.
message-4000041 = «{ $value }» no es un número de teléfono.
message-4000043 = No se ha podido comprobar la llave de seguridad o de acceso. Inténtelo de nuevo.

## What is wrong with a step

message-4010001 = El formulario de acceso ha estado abierto demasiado tiempo. Inténtelo de nuevo.
message-4010002 = Esta forma de iniciar sesión no es posible aquí. Elija otra.
message-4010003 = Esta forma de registrarse no es posible aquí. Elija otra.
message-4010004 = No se ha elegido nada que cambiar, o no se puede cambiar aquí.
message-4010005 = Esta forma de recuperar la cuenta no es posible aquí. Elija otra.
message-4010006 = Esta forma de confirmar la dirección no es posible aquí. Elija otra.
message-4010008 = Este código de acceso no es correcto o ha caducado. Inténtelo de nuevo.
message-4010009 = Ha iniciado sesión en una cuenta distinta de la que se iba a vincular.
message-4010010 = Esta dirección no es de la cuenta.
message-4010011 = Esta cuenta está desactivada.
message-4040001 = El formulario de registro ha estado abierto demasiado tiempo. Inténtelo de nuevo.
message-4040003 = Este código de registro no es correcto o ha caducado. Inténtelo de nuevo.
message-4050001 = Los ajustes han estado abiertos demasiado tiempo. Inténtelo de nuevo.
message-4050002 = Cambie las direcciones de una en una.
message-4060001 = Esta recuperación ya se completó. Empiece de nuevo.
message-4060002 = Esta recuperación no puede continuar. Empiece de nuevo.
message-4060004 = Este enlace de recuperación no es correcto o ya se ha usado. Empiece de nuevo.
message-4060005 = Esta recuperación ha caducado. Empiece de nuevo.
message-4060006 = Este código de recuperación no es correcto o ya se ha usado. Inténtelo de nuevo.
message-4070001 = Este enlace no es correcto o ya se ha usado. Empiece de nuevo.
message-4070002 = Esto ya se completó. Empiece de nuevo.
message-4070003 = No se puede continuar. Empiece de nuevo.
message-4070005 = Esta confirmación ha caducado. Empiece de nuevo.
message-4070006 = Este código no es correcto o ya se ha usado. Inténtelo de nuevo.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Demasiados intentos fallidos. Espere un segundo.
               *[other] Demasiados intentos fallidos. Espere { $retry_after } segundos.
            }
        [one] Demasiados intentos fallidos. Espere un minuto.
       *[other] Demasiados intentos fallidos. Espere { $minutes } minutos.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problema: { $event } – { $page } – { $product }
page-skip = Ir al contenido
page-nav = Páginas
page-nav-home = Cuenta
page-nav-settings = Ajustes
page-sign-out = Cerrar sesión
page-language = Idioma
page-other-ways = Otras formas
page-or = o
page-optional = opcional
page-problem = Compruebe lo siguiente
page-show-password = Mostrar
page-hide-password = Ocultar
page-copy = Copiar
page-copied = Copiado
page-print = Imprimir
page-start-again = Empezar de nuevo
page-back = Atrás
page-passkey-failed = No ha funcionado o se ha cancelado. Inténtelo de nuevo o elija otra forma.
page-script-needed = Las llaves de acceso y de seguridad necesitan JavaScript, que aquí está desactivado.

## Pages: notices after something was done elsewhere

page-notice-expired = El formulario era demasiado antiguo. Aquí tiene uno nuevo.
page-notice-revoked = Se ha cerrado la sesión en ese dispositivo.
page-notice-others-revoked = Se ha cerrado la sesión en todos los demás dispositivos.

## Pages: signing in and up

page-login = Iniciar sesión
page-login-again = Confirme que es usted
page-login-second = Un paso más
page-login-new = ¿Aún no tiene cuenta?
page-login-sign-up = Crear una cuenta
page-login-forgot = ¿No puede iniciar sesión?
page-login-other = Iniciar sesión con otra cuenta
page-registration = Crear una cuenta
page-registration-choose = Elija cómo iniciar sesión
page-registration-known = ¿Ya tiene una cuenta?
page-registration-sign-in = Iniciar sesión
page-passkey-hint = Con su huella, su cara o el bloqueo de su dispositivo. Nada que recordar.
page-use-password = Usar una contraseña

## Pages: codes and links

page-recovery = Recuperar su cuenta
page-recovery-lead = Escriba la dirección de su cuenta. Le enviaremos lo que necesita para volver a entrar.
page-verification = Confirmar su dirección
page-verification-lead = Escriba la dirección. Le enviaremos un mensaje que demuestra que es suya.
page-verified = Su dirección está confirmada
page-enter-code = Escriba el código
page-check-inbox = Revise su bandeja de entrada
page-code-late = ¿No ha llegado nada? Mire también en la carpeta de correo no deseado.
page-to-sign-in = Volver al inicio de sesión

## Pages: settings

page-settings = Ajustes
page-settings-sections = Secciones
page-settings-profile = Sus datos
page-settings-password = Contraseña
page-settings-password-lead = Mejor larga que complicada: unas cuantas palabras seguidas son una buena contraseña.
page-settings-oidc = Cuentas vinculadas
page-settings-passkey = Llaves de acceso
page-settings-passkey-lead = Inicie sesión con su huella, su cara o el bloqueo de su dispositivo.
page-settings-webauthn = Llaves de seguridad
page-settings-webauthn-lead = Una llave que se conecta o se acerca al dispositivo.
page-settings-totp = Aplicación de autenticación
page-settings-totp-lead = Una aplicación en su teléfono muestra un código que solo usted puede ver.
page-settings-totp-scan = Escanee esta imagen con la aplicación o escriba en ella la clave secreta. Después escriba el código que muestre.
page-settings-totp-on = La aplicación de autenticación está configurada.
page-settings-lookup_secret = Códigos de respaldo
page-settings-lookup_secret-lead = Para el día en que no tenga nada más a mano. Cada código sirve una vez.
page-settings-none = Aún no hay nada configurado.
page-settings-added = Añadida el
page-settings-remove = Quitar…
page-settings-unnamed = Sin nombre

## Pages: the account

page-home = Su cuenta
page-home-hello = Hola, { $name }
page-home-details = Sus datos
page-home-edit = Cambiar
page-home-addresses = Direcciones
page-home-confirmed = Confirmada
page-home-unconfirmed = Sin confirmar
page-home-confirm = Confirmar
page-home-ways = Cómo inicia sesión
page-home-add = Añadir
page-home-manage = Gestionar
page-home-set = Definida
page-home-off = Desactivada
page-home-on = Activada
page-home-none = Ninguna
page-home-codes-left =
    { $count ->
        [one] Queda { $count } código
       *[other] Quedan { $count } códigos
    }
page-home-keys =
    { $count ->
        [one] { $count } llave
       *[other] { $count } llaves
    }
page-home-sessions = Dónde tiene la sesión iniciada
page-home-this-device = Este dispositivo
page-home-device = { $browser } en { $system }
page-home-unknown-device = Dispositivo desconocido
page-home-since = Sesión iniciada el
page-home-more-sessions =
    { $count ->
        [one] Y { $count } más.
       *[other] Y { $count } más.
    }
page-home-revoke = Cerrar sesión
page-home-revoke-label = Cerrar sesión en { $device }
page-home-revoke-others = Cerrar sesión en todos los demás dispositivos

## Pages: signing out, and what went wrong

page-logout = Cerrar sesión
page-logout-ask = ¿Quiere cerrar la sesión en este dispositivo?
page-logout-stay = Mantener la sesión
page-logout-done = Ha cerrado la sesión
page-logout-again = Iniciar sesión de nuevo
page-error = Algo ha ido mal
page-error-lead = No es culpa suya. Inténtelo de nuevo dentro de un momento.
page-error-not-found = Esta página no existe o ya no existe.
page-error-refused = No ha sido posible. Empiece de nuevo.
page-error-cookies = Su navegador no ha enviado cookies o la página es antigua. Permita las cookies y empiece de nuevo.
page-error-csrf = El formulario y su navegador ya no corresponden. Quizá haya iniciado o cerrado sesión en otra pestaña. Empiece de nuevo.
page-error-off = Esto está desactivado aquí.
page-error-busy = Hay mucha actividad en este momento. Inténtelo de nuevo dentro de un momento.
page-error-details = Para quienes gestionan este sitio
page-error-id = Referencia

## Mails and text messages

mail-hello = Hola:
mail-expires =
    { $minutes ->
        [one] Es válido durante { $minutes } minuto.
       *[other] Es válido durante { $minutes } minutos.
    }
mail-secret = No se lo dé a nadie.
mail-ignore = Si no ha sido usted, ignore este mensaje: no cambiará nada. No lo reenvíe a nadie.
mail-recovery-link-subject = Recupere su cuenta
mail-recovery-link-intro = Ha pedido recuperar su cuenta.
mail-recovery-link-open = Abra este enlace para continuar:
mail-recovery-code-subject = Su código de recuperación
mail-recovery-code-intro = Ha pedido recuperar su cuenta. Escriba este código para continuar:
mail-recovery-unknown-subject = No hay ninguna cuenta con esta dirección
mail-recovery-unknown-intro = Alguien ha pedido recuperar una cuenta con esta dirección de correo, pero no hay ninguna.
mail-recovery-unknown-close = Si ha sido usted, pruebe con otra dirección con la que pudo haberse registrado. Si no, ignore este mensaje.
mail-verification-link-subject = Confirme su correo electrónico
mail-verification-link-intro = Confirme que esta dirección de correo es suya.
mail-verification-link-open = Abra este enlace para confirmarla:
mail-verification-code-subject = Su código de confirmación
mail-verification-code-intro = Confirme que esta dirección es suya. Escriba este código:
mail-verification-code-open = O abra este enlace:
mail-verification-unknown-subject = Ninguna cuenta tiene esta dirección
mail-verification-unknown-intro = Alguien ha pedido confirmar esta dirección de correo, pero ninguna cuenta la tiene.
mail-verification-unknown-close = Si ha sido usted, regístrese primero o pruebe con otra dirección. Si no, ignore este mensaje.
mail-login-code-subject = Su código de acceso
mail-login-code-intro = Escriba este código para iniciar sesión:
mail-registration-code-subject = Su código de registro
mail-registration-code-intro = Escriba este código para completar el registro:
mail-address-changed-subject = Se ha cambiado una dirección de su cuenta
mail-address-changed-intro = Se ha cambiado una dirección de su cuenta ({ $time }).
mail-address-changed-close = Si no ha sido usted, cambie su contraseña y cierre la sesión en todos los demás dispositivos de inmediato.
mail-key-added-subject = Se ha añadido una llave a su cuenta
mail-key-added-intro = Se ha añadido a su cuenta una llave con la que se puede iniciar sesión ({ $time }).
mail-key-added-close = Si no ha sido usted, quítela, cambie su contraseña y cierre la sesión en todos los demás dispositivos de inmediato.
