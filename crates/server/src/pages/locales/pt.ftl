# Português, na grafia do Brasil, com palavras que também se entendem em Portugal.
#
# Palavras: chave de acesso (passkey) · chave de segurança · aplicativo de autenticação · código de reserva (backup code) · código
#           (de acesso, de cadastro, de recuperação, de confirmação) · entrar / sair / cadastrar-se · conta · recuperação ·
#           confirmar (verification) · e-mail · telefone · nome de acesso (identifier) · vincular / desvincular
# Tom:      breve e amável; sem «tu»; botões no infinitivo ou no imperativo.
#
# O significado das variáveis está em en.ftl.

list-separator = {", "}

way-password = senha
way-code = código
way-oidc = provedor
way-saml = provedor
way-webauthn = chave de segurança
way-passkey = chave de acesso
way-totp = aplicativo de autenticação
way-lookup_secret = código de reserva

## Signing in

message-1010001 = Entrar
message-1010002 = Entrar com { $provider }
message-1010003 = Por segurança, entre novamente.
message-1010004 = Conclua a segunda etapa para entrar.
message-1010006 = Código do aplicativo de autenticação
message-1010007 = Código de reserva
message-1010008 = Entrar com uma chave de segurança
message-1010009 = Usar o aplicativo de autenticação
message-1010010 = Usar um código de reserva
message-1010012 = Tenha em mãos a chave de segurança.
message-1010013 = Continuar com a chave de segurança
message-1010014 = Enviamos um código. Se ele não chegar, confira o endereço ou comece de novo.
message-1010015 = Enviar um código de acesso
message-1010016 = Já existe uma conta com { $duplicate_identifier }. Entre nessa conta para vinculá-la a { $provider }.
message-1010017 = Entrar e vincular
message-1010018 = Confirmar com { $provider }
message-1010021 = Entrar com uma chave de acesso
message-1010022 = Entrar com senha
message-1010023 = Enviar um código para { $address }
message-1010025 = Enviamos um código para confirmar sua identidade.

## Signing up

message-1040001 = Cadastrar-se
message-1040002 = Cadastrar-se com { $provider }
message-1040003 = Continuar
message-1040004 = Cadastrar-se com uma chave de segurança
message-1040005 = Enviamos um código. Se ele não chegar, confira o endereço ou comece de novo.
message-1040006 = Enviar um código de cadastro
message-1040007 = Cadastrar-se com uma chave de acesso
message-1040008 = Voltar
message-1040009 = Escolha como quer entrar a partir de agora.

## Settings

message-1050001 = As alterações foram salvas.
message-1050002 = Vincular { $provider }
message-1050003 = Desvincular { $provider }
message-1050004 = Remover o aplicativo de autenticação
message-1050005 = Código QR para o aplicativo de autenticação
message-1050006 = { $secret }
message-1050007 = Mostrar os códigos de reserva
message-1050008 = Criar novos códigos de reserva
message-1050009 = { $secret }
message-1050010 = Estes são os seus códigos de reserva. Guarde-os em um lugar seguro.
message-1050011 = Confirmar os códigos de reserva
message-1050012 = Adicionar uma chave de segurança
message-1050013 = Nome da chave de segurança
message-1050014 = usado
message-1050015 = { $secrets }
message-1050016 = Desativar os códigos de reserva
message-1050017 = Chave secreta para o aplicativo de autenticação
message-1050018 = Remover a chave de segurança “{ $display_name }”
message-1050019 = Adicionar uma chave de acesso
message-1050020 =
    { $display_name ->
        [unnamed] Remover a chave de acesso sem nome
       *[other] Remover a chave de acesso “{ $display_name }”
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Sua conta foi recuperada. Defina agora mesmo uma nova senha ou outra forma de entrar.
        [one] Sua conta foi recuperada. Em até um minuto, defina uma nova senha ou outra forma de entrar.
       *[other] Sua conta foi recuperada. Em até { $minutes } minutos, defina uma nova senha ou outra forma de entrar.
    }
message-1060002 = Se houver uma conta com este endereço, um link de recuperação foi enviado para ele.
message-1060003 = Se houver uma conta com este endereço, um código de recuperação foi enviado para ele.
message-1060004 = Se houver uma conta com { $masked_address }, um código de recuperação foi enviado para lá.
message-1060005 = Digite por completo o endereço escolhido.
message-1060006 = Escolha para onde enviar o código de recuperação.
message-1060007 = Voltar

## Labels

message-1070000 = { $text }
message-1070001 = Senha
message-1070002 =
    { $slug ->
        [email] E-mail
        [e-mail] E-mail
        [email-address] Endereço de e-mail
        [e-mail-address] Endereço de e-mail
        [password] Senha
        [name] Nome
        [first-name] Nome
        [last-name] Sobrenome
        [username] Nome de usuário
        [user-name] Nome de usuário
        [phone] Telefone
        [phone-number] Telefone
       *[other] { $title }
    }
message-1070003 = Salvar
message-1070004 = Nome de acesso
message-1070006 = Código do aplicativo de autenticação
message-1070007 = Endereço de e-mail
message-1070008 = Enviar o código novamente
message-1070009 = Continuar
message-1070010 = Código de recuperação
message-1070011 = Código de confirmação
message-1070012 = Código de cadastro
message-1070013 = Código de acesso
message-1070016 = Endereço de recuperação
message-1070017 = Telefone
message-1070018 = E-mail ou telefone

## Verification

message-1080001 = Um link para confirmar este endereço foi enviado para ele.
message-1080002 = Este endereço de e-mail está confirmado.
message-1080003 = Um código para confirmar este endereço foi enviado para ele.
message-1080004 = Um código para confirmar este número foi enviado para ele.
message-1080005 = Este telefone está confirmado.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] Muitos códigos foram tentados. Peça um novo.
        [this-flow-s-codes-were-tried-too-often-please-start-again] Muitos códigos foram tentados. Comece de novo.
        [this-code-was-used-before-please-ask-for-a-new-one] Este código já foi usado. Peça um novo.
        [this-key-is-registered-already] Esta chave já está registrada.
        [this-account-has-no-such-key] Esta conta não tem essa chave.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] Esta é a última forma de entrar na conta. Adicione outra antes.
       *[other] Isso não foi aceito. Detalhes: { $reason }
    }
message-4000002 =
    { $property ->
        [email] Digite seu e-mail.
        [password] Digite sua senha.
        [code] Digite o código.
        [totp_code] Digite o código.
        [lookup_secret] Digite o código.
       *[other] Preencha este campo.
    }
message-4000003 =
    { $min_length ->
        [1] Preencha este campo.
        [one] É preciso pelo menos { $min_length } caractere.
       *[other] São precisos pelo menos { $min_length } caracteres, não { $actual_length }.
    }
message-4000004 = O formato não é o esperado.
message-4000005 = Esta senha não pode ser usada: { $reason }.
message-4000006 = Os dados de acesso não estão corretos. Confira o nome de acesso e a senha.
message-4000007 = Já existe uma conta com estes dados. Quer entrar nela?
message-4000008 = Este código não está correto. Tente novamente.
message-4000009 = Com estes dados não seria possível entrar. Falta um endereço ou um nome de usuário?
message-4000010 = O endereço desta conta ainda não foi confirmado. Procure a mensagem de confirmação no seu e-mail.
message-4000011 = Esta conta não tem um aplicativo de autenticação.
message-4000012 = Este código de reserva já foi usado. Use outro.
message-4000013 = Esta conta não tem uma chave de segurança.
message-4000014 = Esta conta não tem códigos de reserva.
message-4000015 = Nenhuma conta corresponde a esta chave de segurança ou de acesso.
message-4000016 = Este código de reserva não está correto.
message-4000017 =
    { $max_length ->
        [one] É permitido no máximo { $max_length } caractere, não { $actual_length }.
       *[other] São permitidos no máximo { $max_length } caracteres, não { $actual_length }.
    }
message-4000018 = Digite { $minimum } ou mais.
message-4000019 = Digite mais de { $minimum }.
message-4000020 = Digite { $maximum } ou menos.
message-4000021 = Digite menos de { $maximum }.
message-4000022 = Digite um múltiplo de { $base }.
message-4000023 =
    { $max_items ->
        [one] É permitido no máximo { $max_items } item, não { $actual_items }.
       *[other] São permitidos no máximo { $max_items } itens, não { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] É preciso pelo menos { $min_items } item.
       *[other] São precisos pelo menos { $min_items } itens, não { $actual_items }.
    }
message-4000025 = Há dois itens iguais.
message-4000026 =
    { $allowed_types ->
        [string] Digite um texto.
        [number] Digite um número.
        [integer] Digite um número inteiro.
        [boolean] Escolha sim ou não.
       *[other] Este tipo de valor não é esperado aqui ({ $allowed_types }).
    }
message-4000027 = Já existe uma conta com este nome de acesso. Entre nessa conta para vincular as duas.
message-4000028 =
    { $available_credential_types ->
        [none] Já existe uma conta com { $credential_identifier_hint }. Entre nela.
       *[other]
            { $available_oidc_providers ->
                [none] Já existe uma conta com { $credential_identifier_hint }. Para entrar, use: { $available_credential_types }.
               *[other] Já existe uma conta com { $credential_identifier_hint }. Para entrar, use: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = Deve ser { $expected }.
message-4000030 = Aqui só é permitido um valor determinado.
message-4000031 = A senha é muito parecida com o seu nome de acesso.
message-4000032 =
    { $min_length ->
        [one] A senha precisa de pelo menos { $min_length } caractere.
       *[other] A senha precisa de pelo menos { $min_length } caracteres, não { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] A senha pode ter no máximo { $max_length } caractere.
       *[other] A senha é longa demais: no máximo { $max_length } caracteres, menos com acentos ou emojis.
    }
message-4000034 = Esta senha aparece em vazamentos de dados. Escolha outra.
message-4000035 = Esta conta não permite entrar com um código.
message-4000036 = Estes dados não são os mesmos para os quais o código foi enviado. Comece de novo.
message-4000037 = Nenhuma conta foi encontrada, ou ela não tem uma forma de entrar.
message-4000039 = A nova senha deve ser diferente da atual.
message-4000040 = “{ $value }” não é um endereço de e-mail.
message-4000041 = “{ $value }” não é um número de telefone.
message-4000043 = Não foi possível verificar a chave de segurança ou de acesso. Tente novamente.

## What is wrong with a step

message-4010001 = O formulário de acesso ficou aberto por muito tempo. Tente novamente.
message-4010002 = Esta forma de entrar não é possível aqui. Escolha outra.
message-4010003 = Esta forma de se cadastrar não é possível aqui. Escolha outra.
message-4010004 = Nada foi escolhido para alterar, ou não é possível alterar aqui.
message-4010005 = Esta forma de recuperar a conta não é possível aqui. Escolha outra.
message-4010006 = Esta forma de confirmar o endereço não é possível aqui. Escolha outra.
message-4010008 = Este código de acesso não está correto ou expirou. Tente novamente.
message-4010009 = O acesso foi feito em uma conta diferente da que seria vinculada.
message-4010010 = Este endereço não é da conta.
message-4010011 = Esta conta foi desativada.
message-4040001 = O formulário de cadastro ficou aberto por muito tempo. Tente novamente.
message-4040003 = Este código de cadastro não está correto ou expirou. Tente novamente.
message-4050001 = As configurações ficaram abertas por muito tempo. Tente novamente.
message-4050002 = Altere um endereço de cada vez.
message-4060001 = Esta recuperação já foi concluída. Comece de novo.
message-4060002 = Esta recuperação não pode continuar. Comece de novo.
message-4060004 = Este link de recuperação não está correto ou já foi usado. Comece de novo.
message-4060005 = Esta recuperação expirou. Comece de novo.
message-4060006 = Este código de recuperação não está correto ou já foi usado. Tente novamente.
message-4070001 = Este link não está correto ou já foi usado. Comece de novo.
message-4070002 = Isso já foi concluído. Comece de novo.
message-4070003 = Não é possível continuar. Comece de novo.
message-4070005 = Esta confirmação expirou. Comece de novo.
message-4070006 = Este código não está correto ou já foi usado. Tente novamente.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] Muitas tentativas erradas. Aguarde { $retry_after } segundo.
               *[other] Muitas tentativas erradas. Aguarde { $retry_after } segundos.
            }
        [one] Muitas tentativas erradas. Aguarde um minuto.
       *[other] Muitas tentativas erradas. Aguarde { $minutes } minutos.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problema: { $event } – { $page } – { $product }
page-skip = Ir para o conteúdo
page-nav = Páginas
page-nav-home = Conta
page-nav-settings = Configurações
page-sign-out = Sair
page-language = Idioma
page-other-ways = Outras formas
page-or = ou
page-optional = opcional
page-problem = Confira o seguinte
page-show-password = Mostrar
page-hide-password = Ocultar
page-copy = Copiar
page-copied = Copiado
page-print = Imprimir
page-start-again = Começar de novo
page-back = Voltar
page-passkey-failed = Não funcionou ou foi cancelado. Tente novamente ou escolha outra forma.
page-script-needed = As chaves de acesso e de segurança precisam de JavaScript, que está desativado aqui.

## Pages: notices after something was done elsewhere

page-notice-expired = O formulário era antigo demais. Aqui está um novo.
page-notice-revoked = Esse dispositivo foi desconectado.
page-notice-others-revoked = Todos os outros dispositivos foram desconectados.

## Pages: signing in and up

page-login = Entrar
page-login-again = Confirme que é você
page-login-second = Mais uma etapa
page-login-new = Ainda não tem conta?
page-login-sign-up = Criar uma conta
page-login-forgot = Não consegue entrar?
page-login-other = Entrar com outra conta
page-registration = Criar uma conta
page-registration-choose = Escolha como entrar
page-registration-known = Já tem uma conta?
page-registration-sign-in = Entrar
page-passkey-hint = Com a impressão digital, o rosto ou o bloqueio do dispositivo. Nada para lembrar.
page-use-password = Usar uma senha

## Pages: codes and links

page-recovery = Recuperar sua conta
page-recovery-lead = Digite o endereço da sua conta. Enviaremos o que é preciso para entrar de novo.
page-verification = Confirmar seu endereço
page-verification-lead = Digite o endereço. Enviaremos uma mensagem que mostra que ele é seu.
page-verified = Seu endereço está confirmado
page-enter-code = Digite o código
page-check-inbox = Confira sua caixa de entrada
page-code-late = Não chegou nada? Olhe também na pasta de spam.
page-to-sign-in = Voltar para o acesso

## Pages: settings

page-settings = Configurações
page-settings-sections = Seções
page-settings-profile = Seus dados
page-settings-password = Senha
page-settings-password-lead = Melhor longa do que complicada: algumas palavras em sequência formam uma boa senha.
page-settings-oidc = Contas vinculadas
page-settings-passkey = Chaves de acesso
page-settings-passkey-lead = Entre com a impressão digital, o rosto ou o bloqueio do dispositivo.
page-settings-webauthn = Chaves de segurança
page-settings-webauthn-lead = Uma chave para conectar ou aproximar do dispositivo.
page-settings-totp = Aplicativo de autenticação
page-settings-totp-lead = Um aplicativo no celular mostra um código que só você vê.
page-settings-totp-scan = Escaneie esta imagem com o aplicativo ou digite nele a chave secreta. Depois digite o código que ele mostrar.
page-settings-totp-on = O aplicativo de autenticação está configurado.
page-settings-lookup_secret = Códigos de reserva
page-settings-lookup_secret-lead = Para o dia em que nada mais estiver à mão. Cada código vale uma vez.
page-settings-none = Nada configurado ainda.
page-settings-added = Adicionada em
page-settings-remove = Remover…
page-settings-unnamed = Sem nome

## Pages: the account

page-home = Sua conta
page-home-hello = Olá, { $name }
page-home-details = Seus dados
page-home-edit = Alterar
page-home-addresses = Endereços
page-home-confirmed = Confirmado
page-home-unconfirmed = Não confirmado
page-home-confirm = Confirmar
page-home-ways = Como você entra
page-home-add = Adicionar
page-home-manage = Gerenciar
page-home-set = Definida
page-home-off = Desativado
page-home-on = Ativado
page-home-none = Nenhum
page-home-codes-left =
    { $count ->
        [one] Resta { $count } código
       *[other] Restam { $count } códigos
    }
page-home-keys =
    { $count ->
        [one] { $count } chave
       *[other] { $count } chaves
    }
page-home-sessions = Onde sua conta está aberta
page-home-this-device = Este dispositivo
page-home-device = { $browser } em { $system }
page-home-unknown-device = Dispositivo desconhecido
page-home-since = Acesso em
page-home-more-sessions =
    { $count ->
        [one] E mais { $count }.
       *[other] E mais { $count }.
    }
page-home-revoke = Desconectar
page-home-revoke-label = Desconectar { $device }
page-home-revoke-others = Desconectar todos os outros dispositivos

## Pages: signing out, and what went wrong

page-logout = Sair
page-logout-ask = Quer sair neste dispositivo?
page-logout-stay = Continuar na conta
page-logout-done = Você saiu
page-logout-again = Entrar de novo
page-error = Algo deu errado
page-error-lead = A culpa não é sua. Tente novamente em instantes.
page-error-not-found = Esta página não existe, ou não existe mais.
page-error-refused = Não foi possível fazer isso. Comece de novo.
page-error-cookies = Seu navegador não enviou cookies, ou a página é antiga. Permita os cookies e comece de novo.
page-error-csrf = O formulário e o navegador não correspondem mais. Talvez o acesso tenha mudado em outra aba. Comece de novo.
page-error-off = Isso está desativado aqui.
page-error-busy = Há muita atividade neste momento. Tente novamente em instantes.
page-error-details = Para quem administra este site
page-error-id = Referência

## Mails and text messages

mail-hello = Olá,
mail-expires =
    { $minutes ->
        [one] Válido por { $minutes } minuto.
       *[other] Válido por { $minutes } minutos.
    }
mail-secret = Não compartilhe com ninguém.
mail-ignore = Se não foi você, ignore esta mensagem: nada vai mudar. Não a encaminhe a ninguém.
mail-recovery-link-subject = Recupere sua conta
mail-recovery-link-intro = Você pediu para recuperar sua conta.
mail-recovery-link-open = Abra este link para continuar:
mail-recovery-code-subject = Seu código de recuperação
mail-recovery-code-intro = Você pediu para recuperar sua conta. Digite este código para continuar:
mail-recovery-unknown-subject = Não há conta com este endereço
mail-recovery-unknown-intro = Alguém pediu para recuperar uma conta com este endereço de e-mail, mas não há nenhuma.
mail-recovery-unknown-close = Se foi você, tente outro endereço com que possa ter se cadastrado. Se não, ignore esta mensagem.
mail-verification-link-subject = Confirme seu e-mail
mail-verification-link-intro = Confirme que este endereço de e-mail é seu.
mail-verification-link-open = Abra este link para confirmar:
mail-verification-code-subject = Seu código de confirmação
mail-verification-code-intro = Confirme que este endereço é seu. Digite este código:
mail-verification-code-open = Ou abra este link:
mail-verification-unknown-subject = Nenhuma conta tem este endereço
mail-verification-unknown-intro = Alguém pediu para confirmar este endereço de e-mail, mas nenhuma conta o tem.
mail-verification-unknown-close = Se foi você, cadastre-se antes ou tente outro endereço. Se não, ignore esta mensagem.
mail-login-code-subject = Seu código de acesso
mail-login-code-intro = Digite este código para entrar:
mail-registration-code-subject = Seu código de cadastro
mail-registration-code-intro = Digite este código para concluir o cadastro:
mail-address-changed-subject = Um endereço da sua conta foi alterado
mail-address-changed-intro = Um endereço da sua conta foi alterado ({ $time }).
mail-address-changed-close = Se não foi você, altere sua senha e saia de todos os outros dispositivos imediatamente.
mail-key-added-subject = Uma chave foi adicionada à sua conta
mail-key-added-intro = Uma chave que permite entrar foi adicionada à sua conta ({ $time }).
mail-key-added-close = Se não foi você, remova-a, altere sua senha e saia de todos os outros dispositivos imediatamente.
