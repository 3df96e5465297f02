# English.
#
# Words:  passkey · security key · authenticator app · backup code · code (sign-in, sign-up, recovery, confirmation)
#         sign in / sign out / sign up · account · get back into your account (recovery) · confirm (verification)
#         e-mail · phone number · sign-in name (identifier) · provider (social sign-in) · link / connect
# Tone:   short and plain; "please" where something is asked for; "we" is the service.
#
# What a text may use:
#   { $name }    each member of the message's context under its own name: texts and numbers as they are, a list as its
#                entries joined by list-separator ("none" if it is empty), ways to sign in as way-… says
#   { $text }    what the server says in English
#   { $slug }    that text in lower case, letters and digits alone, its words joined by hyphens
#   { $minutes } where a message is about a span of time: its whole minutes, rounded up; 0 for less than one

list-separator = {", "}

way-password = password
way-code = code
way-oidc = provider
way-saml = provider
way-webauthn = security key
way-passkey = passkey
way-totp = authenticator app
way-lookup_secret = backup code

## Signing in

message-1010001 = Sign in
message-1010002 = Sign in with { $provider }
message-1010003 = Please confirm that it is you by signing in again.
message-1010004 = Please complete the second step of signing in.
message-1010006 = Code from your authenticator app
message-1010007 = Backup code
message-1010008 = Sign in with a security key
message-1010009 = Use the authenticator app
message-1010010 = Use a backup code
message-1010012 = Get your security key ready.
message-1010013 = Continue with the security key
message-1010014 = We sent you a code. If none arrives, check the address or start again.
message-1010015 = Send me a sign-in code
message-1010016 = An account with { $duplicate_identifier } exists already. Sign in to it to link it with { $provider }.
message-1010017 = Sign in and link
message-1010018 = Confirm with { $provider }
message-1010021 = Sign in with a passkey
message-1010022 = Sign in with password
message-1010023 = Send a code to { $address }
message-1010025 = We sent you a code to confirm that it is you.

## Signing up

message-1040001 = Sign up
message-1040002 = Sign up with { $provider }
message-1040003 = Continue
message-1040004 = Sign up with a security key
message-1040005 = We sent you a code. If none arrives, check the address or start again.
message-1040006 = Send me a sign-up code
message-1040007 = Sign up with a passkey
message-1040008 = Back
message-1040009 = Please choose how you want to sign in from now on.

## Settings

message-1050001 = Your changes have been saved.
message-1050002 = Connect { $provider }
message-1050003 = Disconnect { $provider }
message-1050004 = Remove the authenticator app
message-1050005 = QR code for your authenticator app
message-1050006 = { $secret }
message-1050007 = Show backup codes
message-1050008 = Make new backup codes
message-1050009 = { $secret }
message-1050010 = These are your backup codes. Keep them in a safe place.
message-1050011 = Confirm backup codes
message-1050012 = Add a security key
message-1050013 = Name of the security key
message-1050014 = used
message-1050015 = { $secrets }
message-1050016 = Switch backup codes off
message-1050017 = Secret for your authenticator app
message-1050018 = Remove the security key "{ $display_name }"
message-1050019 = Add a passkey
message-1050020 =
    { $display_name ->
        [unnamed] Remove the passkey without a name
       *[other] Remove the passkey "{ $display_name }"
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] Your account is recovered. Please set a new password or another way to sign in right away.
        [one] Your account is recovered. Within one minute, set a new password or another way to sign in.
       *[other] Your account is recovered. Within { $minutes } minutes, set a new password or another way to sign in.
    }
message-1060002 = If an account belongs to this address, a recovery link is on its way to it.
message-1060003 = If an account belongs to this address, a recovery code is on its way to it.
message-1060004 = If an account belongs to { $masked_address }, a recovery code is on its way to it.
message-1060005 = Please type the full address that you chose.
message-1060006 = Please choose where to send the recovery code.
message-1060007 = Back

## Labels

message-1070000 = { $text }
message-1070001 = Password
# A field of the operator's schema. Other languages translate the titles that most schemas have.
message-1070002 =
    { $slug ->
       *[other] { $title }
    }
message-1070003 = Save
message-1070004 = Sign-in name
message-1070006 = Code from the authenticator app
message-1070007 = E-mail
message-1070008 = Send the code again
message-1070009 = Continue
message-1070010 = Recovery code
message-1070011 = Confirmation code
message-1070012 = Sign-up code
message-1070013 = Sign-in code
message-1070016 = Recovery address
message-1070017 = Phone number
message-1070018 = E-mail or phone number

## Verification

message-1080001 = A link to confirm this address is on its way to it.
message-1080002 = This e-mail address is confirmed.
message-1080003 = A code to confirm this address is on its way to it.
message-1080004 = A code to confirm this number is on its way to it.
message-1080005 = This phone number is confirmed.

## What is wrong with a value

# An error without an id of its own. Other languages translate those that people meet, by their slug.
message-4000001 =
    { $slug ->
       *[other] { $reason }
    }
message-4000002 =
    { $property ->
        [email] Please enter your e-mail address.
        [password] Please enter your password.
        [code] Please enter the code.
        [totp_code] Please enter the code.
        [lookup_secret] Please enter the code.
       *[other] Please fill in this field.
    }
message-4000003 =
    { $min_length ->
        [1] Please fill in this field.
        [one] At least { $min_length } character is needed.
       *[other] At least { $min_length } characters are needed, not { $actual_length }.
    }
message-4000004 = This does not have the expected form.
message-4000005 = This password cannot be used: { $reason }.
message-4000006 = The sign-in details are not right. Please check your sign-in name and password.
message-4000007 = An account with these details exists already. Do you want to sign in instead?
message-4000008 = This code is not right. Please try again.
message-4000009 = Nothing in these details could serve to sign in. Is an address or user name missing?
message-4000010 = This account's address has not been confirmed yet. Please look for the confirmation message in your mail.
message-4000011 = No authenticator app is set up for this account.
message-4000012 = This backup code was used before. Please take another one.
message-4000013 = No security key is set up for this account.
message-4000014 = No backup codes are set up for this account.
message-4000015 = No account belongs to this security key or passkey.
message-4000016 = This backup code is not right.
message-4000017 =
    { $max_length ->
        [one] At most { $max_length } character is allowed, not { $actual_length }.
       *[other] At most { $max_length } characters are allowed, not { $actual_length }.
    }
message-4000018 = Please enter { $minimum } or more.
message-4000019 = Please enter more than { $minimum }.
message-4000020 = Please enter { $maximum } or less.
message-4000021 = Please enter less than { $maximum }.
message-4000022 = Please enter a multiple of { $base }.
message-4000023 =
    { $max_items ->
        [one] At most { $max_items } entry is allowed, not { $actual_items }.
       *[other] At most { $max_items } entries are allowed, not { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [one] At least { $min_items } entry is needed.
       *[other] At least { $min_items } entries are needed, not { $actual_items }.
    }
message-4000025 = Two entries are the same.
message-4000026 =
    { $allowed_types ->
        [string] Please enter a text.
        [number] Please enter a number.
        [integer] Please enter a whole number.
        [boolean] Please choose yes or no.
       *[other] This is not the kind of value that is expected here ({ $allowed_types }).
    }
message-4000027 = An account with the same sign-in name exists already. Sign in to it to link the two.
message-4000028 =
    { $available_credential_types ->
        [none] An account with { $credential_identifier_hint } exists already. Please sign in.
       *[other]
            { $available_oidc_providers ->
                [none] An account with { $credential_identifier_hint } exists already. You can sign in with: { $available_credential_types }.
               *[other] An account with { $credential_identifier_hint } exists already. You can sign in with: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = This must be { $expected }.
message-4000030 = Only one certain value is allowed here.
message-4000031 = The password is too similar to your sign-in name.
message-4000032 =
    { $min_length ->
        [one] The password needs at least { $min_length } character.
       *[other] The password needs at least { $min_length } characters, not { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [one] The password may have at most { $max_length } character.
       *[other] The password is too long: at most { $max_length } characters are possible, fewer with accents or emoji.
    }
message-4000034 = This password is known from data breaches. Please choose another one.
message-4000035 = This account cannot sign in by code.
message-4000036 = These details are not those that the code was sent for. Please start again.
message-4000037 = No account was found, or it has no way to sign in.
message-4000039 = The new password must differ from the current one.
message-4000040 = "{ $value }" is not an e-mail address.
message-4000041 = "{ $value }" is not a phone number.
message-4000043 = The security key or passkey could not be verified. Please try again.

## What is wrong with a step

message-4010001 = The sign-in form was open for too long. Please try again.
message-4010002 = This way to sign in cannot be used here. Please choose another one.
message-4010003 = This way to sign up cannot be used here. Please choose another one.
message-4010004 = Nothing to change was chosen, or it cannot be changed here.
message-4010005 = This way to recover the account cannot be used here. Please choose another one.
message-4010006 = This way to confirm the address cannot be used here. Please choose another one.
message-4010008 = This sign-in code is not right or has expired. Please try again.
message-4010009 = You signed in to another account than the one to be linked.
message-4010010 = This address is not one of the account's.
message-4010011 = This account has been deactivated.
message-4040001 = The sign-up form was open for too long. Please try again.
message-4040003 = This sign-up code is not right or has expired. Please try again.
message-4050001 = The settings were open for too long. Please try again.
message-4050002 = Please change one address at a time.
message-4060001 = This recovery was completed before. Please start again.
message-4060002 = This recovery cannot go on. Please start again.
message-4060004 = This recovery link is not right or was used before. Please start again.
message-4060005 = This recovery has expired. Please start again.
message-4060006 = This recovery code is not right or was used before. Please try again.
message-4070001 = This link is not right or was used before. Please start again.
message-4070002 = This was completed before. Please start again.
message-4070003 = This cannot go on. Please start again.
message-4070005 = This confirmation has expired. Please start again.
message-4070006 = This code is not right or was used before. Please try again.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [one] There were too many wrong attempts. Please wait one second.
               *[other] There were too many wrong attempts. Please wait { $retry_after } seconds.
            }
        [one] There were too many wrong attempts. Please wait one minute.
       *[other] There were too many wrong attempts. Please wait { $minutes } minutes.
    }

## Pages: what stands around the forms

# The title of a window: what happened, if anything did, then the page.
page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = Problem: { $event } – { $page } – { $product }
page-skip = Skip to the content
page-nav = Pages
page-nav-home = Account
page-nav-settings = Settings
page-sign-out = Sign out
page-language = Language
page-other-ways = Other ways
page-or = or
page-optional = optional
page-problem = Please check this
page-show-password = Show
page-hide-password = Hide
page-copy = Copy
page-copied = Copied
page-print = Print
page-start-again = Start again
page-back = Back
page-passkey-failed = That did not work, or it was cancelled. Please try again, or choose another way.
page-script-needed = Passkeys and security keys need JavaScript, which is switched off here.

## Pages: notices after something was done elsewhere

page-notice-expired = That form was too old. Here is a fresh one.
page-notice-revoked = That device is signed out.
page-notice-others-revoked = All other devices are signed out.

## Pages: signing in and up

page-login = Sign in
page-login-again = Confirm that it is you
page-login-second = One more step
page-login-new = New here?
page-login-sign-up = Create an account
page-login-forgot = Can’t sign in?
page-login-other = Sign in with another account
page-registration = Create an account
page-registration-choose = Choose how you sign in
page-registration-known = Do you have an account?
page-registration-sign-in = Sign in
page-passkey-hint = With your fingerprint, your face or the lock of your device. Nothing to remember.
page-use-password = Use a password instead

## Pages: codes and links

page-recovery = Get back into your account
page-recovery-lead = Enter the address of your account. We send you what you need to get back in.
page-verification = Confirm your address
page-verification-lead = Enter the address. We send a message to it that shows that it is yours.
page-verified = Your address is confirmed
page-enter-code = Enter the code
page-check-inbox = Look into your inbox
page-code-late = Nothing there? Look into the folder for spam, too.
page-to-sign-in = Back to sign-in

## Pages: settings

page-settings = Settings
page-settings-sections = Sections
page-settings-profile = Your details
page-settings-password = Password
page-settings-password-lead = Long beats complicated: a few words in a row are a good password.
page-settings-oidc = Linked accounts
page-settings-passkey = Passkeys
page-settings-passkey-lead = Sign in with your fingerprint, your face or the lock of your device.
page-settings-webauthn = Security keys
page-settings-webauthn-lead = A key that you plug in or hold to your device.
page-settings-totp = Authenticator app
page-settings-totp-lead = An app on your phone shows a code that only you can see.
page-settings-totp-scan = Scan this picture with the app, or type the secret into it. Then enter the code that it shows.
page-settings-totp-on = The authenticator app is set up.
page-settings-lookup_secret = Backup codes
page-settings-lookup_secret-lead = For the day on which you have nothing else at hand. Each code works once.
page-settings-none = Nothing set up yet.
page-settings-added = Added
page-settings-remove = Remove …
page-settings-unnamed = Without a name

## Pages: the account

page-home = Your account
page-home-hello = Hello, { $name }
page-home-details = Your details
page-home-edit = Change
page-home-addresses = Addresses
page-home-confirmed = Confirmed
page-home-unconfirmed = Not confirmed
page-home-confirm = Confirm
page-home-ways = How you sign in
page-home-add = Add
page-home-manage = Manage
page-home-set = Set
page-home-off = Off
page-home-on = On
page-home-none = None
page-home-codes-left =
    { $count ->
        [one] { $count } code left
       *[other] { $count } codes left
    }
page-home-keys =
    { $count ->
        [one] { $count } key
       *[other] { $count } keys
    }
page-home-sessions = Where you are signed in
page-home-this-device = This device
page-home-device = { $browser } on { $system }
page-home-unknown-device = Unknown device
page-home-since = Signed in
page-home-more-sessions =
    { $count ->
        [one] And { $count } more.
       *[other] And { $count } more.
    }
page-home-revoke = Sign out
page-home-revoke-label = Sign out { $device }
page-home-revoke-others = Sign out all other devices

## Pages: signing out, and what went wrong

page-logout = Sign out
page-logout-ask = Do you want to sign out on this device?
page-logout-stay = Stay signed in
page-logout-done = You are signed out
page-logout-again = Sign in again
page-error = Something went wrong
page-error-lead = It is not your fault. Please try again in a moment.
page-error-not-found = This page does not exist, or not any more.
page-error-refused = This could not be done. Please start again.
page-error-cookies = Your browser sent no cookies with this page, or the page is an old one. Please allow cookies and start again.
page-error-csrf = The form and your browser no longer belong together. Perhaps you signed in or out in another tab. Please start again.
page-error-off = This is switched off here.
page-error-busy = There is much to do just now. Please try again in a moment.
page-error-details = For the people who run this site
page-error-id = Reference

## Mails and text messages

# $minutes is how long a code or link is good for, $time a moment such as "2026-11-29 18:05 UTC".
mail-hello = Hello,
mail-expires =
    { $minutes ->
        [one] It is good for { $minutes } minute.
       *[other] It is good for { $minutes } minutes.
    }
mail-secret = Do not pass it on.
mail-ignore = If this was not you, ignore this message: nothing changes without it. Do not pass it on to anybody.
mail-recovery-link-subject = Get back into your account
mail-recovery-link-intro = You asked to get back into your account.
mail-recovery-link-open = Open this link to continue:
mail-recovery-code-subject = Your code to get back into your account
mail-recovery-code-intro = You asked to get back into your account. Enter this code to continue:
mail-recovery-unknown-subject = There is no account with this address
mail-recovery-unknown-intro = Somebody asked to get back into an account with this e-mail address, but no account has it.
mail-recovery-unknown-close = If this was you, try another address that you may have signed up with. If not, ignore this message.
mail-verification-link-subject = Confirm your e-mail address
mail-verification-link-intro = Please confirm that this e-mail address is yours.
mail-verification-link-open = Open this link to confirm it:
mail-verification-code-subject = Your code to confirm this address
mail-verification-code-intro = Please confirm that this address is yours. Enter this code:
mail-verification-code-open = Or open this link:
mail-verification-unknown-subject = No account has this address
mail-verification-unknown-intro = Somebody asked to confirm this e-mail address, but no account has it.
mail-verification-unknown-close = If this was you, sign up first or try another address. If not, ignore this message.
mail-login-code-subject = Your sign-in code
mail-login-code-intro = Enter this code to sign in:
mail-registration-code-subject = Your code to complete the registration
mail-registration-code-intro = Enter this code to complete your registration:
mail-address-changed-subject = An address of your account was changed
mail-address-changed-intro = An address of your account was changed at { $time }.
mail-address-changed-close = If this was not you, change your password and sign out all other devices at once.
mail-key-added-subject = A key was added to your account
mail-key-added-intro = A key that can sign in was added to your account at { $time }.
mail-key-added-close = If this was not you, remove it, change your password and sign out all other devices at once.
