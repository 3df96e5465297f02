# 日本語。
#
# 用語：パスキー · セキュリティキー · 認証アプリ · バックアップコード · コード（サインイン、登録、復旧、確認）
#       サインイン / サインアウト / 登録 · アカウント · アカウントの復旧 (recovery) · 確認 (verification)
#       メールアドレス · 電話番号 · ログインID (identifier) · 連携 / 連携解除
# 文体：短く、ていねいに（です・ます）。ボタンは名詞または動詞。
#
# 変数の意味は en.ftl にあります。

list-separator = 、

way-password = パスワード
way-code = コード
way-oidc = 外部アカウント
way-saml = 外部アカウント
way-webauthn = セキュリティキー
way-passkey = パスキー
way-totp = 認証アプリ
way-lookup_secret = バックアップコード

## Signing in

message-1010001 = サインイン
message-1010002 = { $provider } でサインイン
message-1010003 = ご本人であることを確認するため、もう一度サインインしてください。
message-1010004 = サインインの2段階目を完了してください。
message-1010006 = 認証アプリのコード
message-1010007 = バックアップコード
message-1010008 = セキュリティキーでサインイン
message-1010009 = 認証アプリを使う
message-1010010 = バックアップコードを使う
message-1010012 = セキュリティキーを用意してください。
message-1010013 = セキュリティキーで続ける
message-1010014 = コードを送信しました。届かない場合は、アドレスを確認するか、最初からやり直してください。
message-1010015 = サインイン用コードを送信
message-1010016 = { $duplicate_identifier } のアカウントはすでにあります。{ $provider } と連携するには、そのアカウントにサインインしてください。
message-1010017 = サインインして連携
message-1010018 = { $provider } で確認
message-1010021 = パスキーでサインイン
message-1010022 = パスワードでサインイン
message-1010023 = { $address } にコードを送信
message-1010025 = ご本人確認のためのコードを送信しました。

## Signing up

message-1040001 = 登録
message-1040002 = { $provider } で登録
message-1040003 = 続ける
message-1040004 = セキュリティキーで登録
message-1040005 = コードを送信しました。届かない場合は、アドレスを確認するか、最初からやり直してください。
message-1040006 = 登録用コードを送信
message-1040007 = パスキーで登録
message-1040008 = 戻る
message-1040009 = 今後のサインイン方法を選んでください。

## Settings

message-1050001 = 変更を保存しました。
message-1050002 = { $provider } と連携
message-1050003 = { $provider } との連携を解除
message-1050004 = 認証アプリを削除
message-1050005 = 認証アプリ用のQRコード
message-1050006 = { $secret }
message-1050007 = バックアップコードを表示
message-1050008 = 新しいバックアップコードを作成
message-1050009 = { $secret }
message-1050010 = バックアップコードです。安全な場所に保管してください。
message-1050011 = バックアップコードを確定
message-1050012 = セキュリティキーを追加
message-1050013 = セキュリティキーの名前
message-1050014 = 使用済み
message-1050015 = { $secrets }
message-1050016 = バックアップコードを無効にする
message-1050017 = 認証アプリ用の秘密キー
message-1050018 = セキュリティキー「{ $display_name }」を削除
message-1050019 = パスキーを追加
message-1050020 =
    { $display_name ->
        [unnamed] 名前のないパスキーを削除
       *[other] パスキー「{ $display_name }」を削除
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] アカウントを復旧しました。今すぐ新しいパスワードか別のサインイン方法を設定してください。
       *[other] アカウントを復旧しました。{ $minutes }分以内に新しいパスワードか別のサインイン方法を設定してください。
    }
message-1060002 = このアドレスのアカウントがある場合は、復旧用リンクを送信しました。
message-1060003 = このアドレスのアカウントがある場合は、復旧用コードを送信しました。
message-1060004 = { $masked_address } のアカウントがある場合は、復旧用コードを送信しました。
message-1060005 = 選んだアドレスを省略せずに入力してください。
message-1060006 = 復旧用コードの送信先を選んでください。
message-1060007 = 戻る

## Labels

message-1070000 = { $text }
message-1070001 = パスワード
message-1070002 =
    { $slug ->
        [email] メールアドレス
        [e-mail] メールアドレス
        [email-address] メールアドレス
        [e-mail-address] メールアドレス
        [password] パスワード
        [name] 名前
        [first-name] 名
        [last-name] 姓
        [username] ユーザー名
        [user-name] ユーザー名
        [phone] 電話番号
        [phone-number] 電話番号
       *[other] { $title }
    }
message-1070003 = 保存
message-1070004 = ログインID
message-1070006 = 認証アプリのコード
message-1070007 = メールアドレス
message-1070008 = コードを再送信
message-1070009 = 続ける
message-1070010 = 復旧用コード
message-1070011 = 確認コード
message-1070012 = 登録用コード
message-1070013 = サインイン用コード
message-1070016 = 復旧用アドレス
message-1070017 = 電話番号
message-1070018 = メールアドレスまたは電話番号

## Verification

message-1080001 = このアドレスに確認用リンクを送信しました。
message-1080002 = メールアドレスを確認しました。
message-1080003 = このアドレスに確認コードを送信しました。
message-1080004 = この番号に確認コードを送信しました。
message-1080005 = 電話番号を確認しました。

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] コードの入力回数が多すぎます。新しいコードを取得してください。
        [this-flow-s-codes-were-tried-too-often-please-start-again] コードの入力回数が多すぎます。最初からやり直してください。
        [this-code-was-used-before-please-ask-for-a-new-one] このコードは使用済みです。新しいコードを取得してください。
        [this-key-is-registered-already] このキーはすでに登録されています。
        [this-account-has-no-such-key] このアカウントにそのキーはありません。
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] これはこのアカウントの最後のサインイン方法です。先に別の方法を追加してください。
       *[other] 受け付けられませんでした。詳細：{ $reason }
    }
message-4000002 =
    { $property ->
        [email] メールアドレスを入力してください。
        [password] パスワードを入力してください。
        [code] コードを入力してください。
        [totp_code] コードを入力してください。
        [lookup_secret] コードを入力してください。
       *[other] この項目を入力してください。
    }
message-4000003 =
    { $min_length ->
        [1] この項目を入力してください。
       *[other] { $min_length }文字以上で入力してください（現在{ $actual_length }文字）。
    }
message-4000004 = 形式が正しくありません。
message-4000005 = このパスワードは使えません：{ $reason }
message-4000006 = サインイン情報が正しくありません。ログインIDとパスワードを確認してください。
message-4000007 = この情報のアカウントはすでにあります。サインインしますか？
message-4000008 = コードが正しくありません。もう一度お試しください。
message-4000009 = この情報ではサインインできません。アドレスかユーザー名が抜けていませんか？
message-4000010 = このアカウントのアドレスはまだ確認されていません。確認メールをご覧ください。
message-4000011 = このアカウントには認証アプリが設定されていません。
message-4000012 = このバックアップコードは使用済みです。別のコードを使ってください。
message-4000013 = このアカウントにはセキュリティキーが設定されていません。
message-4000014 = このアカウントにはバックアップコードが設定されていません。
message-4000015 = このセキュリティキーまたはパスキーのアカウントはありません。
message-4000016 = バックアップコードが正しくありません。
message-4000017 = { $max_length }文字以内で入力してください（現在{ $actual_length }文字）。
message-4000018 = { $minimum }以上の値を入力してください。
message-4000019 = { $minimum }より大きい値を入力してください。
message-4000020 = { $maximum }以下の値を入力してください。
message-4000021 = { $maximum }より小さい値を入力してください。
message-4000022 = { $base }の倍数を入力してください。
message-4000023 = { $max_items }件以内にしてください（現在{ $actual_items }件）。
message-4000024 = { $min_items }件以上にしてください（現在{ $actual_items }件）。
message-4000025 = 同じ項目が2つあります。
message-4000026 =
    { $allowed_types ->
        [string] 文字を入力してください。
        [number] 数値を入力してください。
        [integer] 整数を入力してください。
        [boolean] はいかいいえを選んでください。
       *[other] ここではこの種類の値は使えません（{ $allowed_types }）。
    }
message-4000027 = このログインIDのアカウントはすでにあります。連携するには、そのアカウントにサインインしてください。
message-4000028 =
    { $available_credential_types ->
        [none] { $credential_identifier_hint } のアカウントはすでにあります。サインインしてください。
       *[other]
            { $available_oidc_providers ->
                [none] { $credential_identifier_hint } のアカウントはすでにあります。サインイン方法：{ $available_credential_types }
               *[other] { $credential_identifier_hint } のアカウントはすでにあります。サインイン方法：{ $available_credential_types }（{ $available_oidc_providers }）
            }
    }
message-4000029 = ここは { $expected } でなければなりません。
message-4000030 = ここに入力できるのは決まった値だけです。
message-4000031 = パスワードがログインIDに似すぎています。
message-4000032 = パスワードは{ $min_length }文字以上にしてください（現在{ $actual_length }文字）。
message-4000033 = パスワードが長すぎます。英数字で{ $max_length }文字まで、日本語や絵文字ではそれより短くなります。
message-4000034 = このパスワードは過去のデータ流出で知られています。別のものを選んでください。
message-4000035 = このアカウントはコードではサインインできません。
message-4000036 = コードを送信したときの情報と異なります。最初からやり直してください。
message-4000037 = アカウントが見つからないか、サインイン方法がありません。
message-4000039 = 新しいパスワードは現在のものと違うものにしてください。
message-4000040 = 「{ $value }」はメールアドレスではありません。
message-4000041 = 「{ $value }」は電話番号ではありません。
message-4000043 = セキュリティキーまたはパスキーを確認できませんでした。もう一度お試しください。

## What is wrong with a step

message-4010001 = サインイン画面の有効期限が切れました。もう一度お試しください。
message-4010002 = このサインイン方法はここでは使えません。別の方法を選んでください。
message-4010003 = この登録方法はここでは使えません。別の方法を選んでください。
message-4010004 = 変更する内容が選ばれていないか、ここでは変更できません。
message-4010005 = この復旧方法はここでは使えません。別の方法を選んでください。
message-4010006 = この確認方法はここでは使えません。別の方法を選んでください。
message-4010008 = サインイン用コードが正しくないか、期限が切れています。もう一度お試しください。
message-4010009 = 連携するアカウントとは別のアカウントにサインインしました。
message-4010010 = このアドレスはこのアカウントのものではありません。
message-4010011 = このアカウントは無効になっています。
message-4040001 = 登録画面の有効期限が切れました。もう一度お試しください。
message-4040003 = 登録用コードが正しくないか、期限が切れています。もう一度お試しください。
message-4050001 = 設定画面の有効期限が切れました。もう一度お試しください。
message-4050002 = アドレスは1つずつ変更してください。
message-4060001 = この復旧はすでに完了しています。最初からやり直してください。
message-4060002 = この復旧は続けられません。最初からやり直してください。
message-4060004 = 復旧用リンクが正しくないか、使用済みです。最初からやり直してください。
message-4060005 = この復旧の有効期限が切れました。最初からやり直してください。
message-4060006 = 復旧用コードが正しくないか、使用済みです。もう一度お試しください。
message-4070001 = リンクが正しくないか、使用済みです。最初からやり直してください。
message-4070002 = すでに完了しています。最初からやり直してください。
message-4070003 = 続けられません。最初からやり直してください。
message-4070005 = この確認の有効期限が切れました。最初からやり直してください。
message-4070006 = コードが正しくないか、使用済みです。もう一度お試しください。
message-4900001 =
    { $minutes ->
        [0] 間違いが多すぎます。{ $retry_after }秒お待ちください。
       *[other] 間違いが多すぎます。{ $minutes }分お待ちください。
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = 問題：{ $event } – { $page } – { $product }
page-skip = 本文へ移動
page-nav = ページ
page-nav-home = アカウント
page-nav-settings = 設定
page-sign-out = サインアウト
page-language = 言語
page-other-ways = その他の方法
page-or = または
page-optional = 任意
page-problem = 次の点を確認してください
page-show-password = 表示
page-hide-password = 隠す
page-copy = コピー
page-copied = コピーしました
page-print = 印刷
page-start-again = 最初からやり直す
page-back = 戻る
page-passkey-failed = うまくいかなかったか、キャンセルされました。もう一度試すか、別の方法を選んでください。
page-script-needed = パスキーとセキュリティキーにはJavaScriptが必要ですが、ここでは無効になっています。

## Pages: notices after something was done elsewhere

page-notice-expired = フォームが古くなっていたため、新しいものを表示しました。
page-notice-revoked = その端末をサインアウトしました。
page-notice-others-revoked = 他のすべての端末をサインアウトしました。

## Pages: signing in and up

page-login = サインイン
page-login-again = ご本人確認
page-login-second = あと1ステップです
page-login-new = アカウントをお持ちでない場合
page-login-sign-up = アカウントを作成
page-login-forgot = サインインできない場合
page-login-other = 別のアカウントでサインイン
page-registration = アカウントを作成
page-registration-choose = サインイン方法を選択
page-registration-known = アカウントをお持ちの場合
page-registration-sign-in = サインイン
page-passkey-hint = 指紋、顔、端末のロックを使います。何も覚える必要はありません。
page-use-password = 代わりにパスワードを使う

## Pages: codes and links

page-recovery = アカウントの復旧
page-recovery-lead = アカウントのアドレスを入力してください。再びサインインするために必要なものを送信します。
page-verification = アドレスの確認
page-verification-lead = アドレスを入力してください。ご自身のものであることを確認するメッセージを送信します。
page-verified = アドレスを確認しました
page-enter-code = コードを入力
page-check-inbox = 受信トレイをご確認ください
page-code-late = 届かない場合は、迷惑メールフォルダーもご確認ください。
page-to-sign-in = サインインに戻る

## Pages: settings

page-settings = 設定
page-settings-sections = 項目
page-settings-profile = お客様の情報
page-settings-password = パスワード
page-settings-password-lead = 複雑さより長さが大切です。いくつかの単語を並べると良いパスワードになります。
page-settings-oidc = 連携アカウント
page-settings-passkey = パスキー
page-settings-passkey-lead = 指紋、顔、端末のロックでサインインします。
page-settings-webauthn = セキュリティキー
page-settings-webauthn-lead = 端末に差し込むか、近づけて使うキーです。
page-settings-totp = 認証アプリ
page-settings-totp-lead = スマートフォンのアプリに、ご自身だけが見られるコードが表示されます。
page-settings-totp-scan = この画像をアプリで読み取るか、秘密キーを入力してください。その後、表示されたコードを入力してください。
page-settings-totp-on = 認証アプリが設定されています。
page-settings-lookup_secret = バックアップコード
page-settings-lookup_secret-lead = 他に手段がないときのためのものです。各コードは1回だけ使えます。
page-settings-none = まだ設定されていません。
page-settings-added = 追加日
page-settings-remove = 削除…
page-settings-unnamed = 名前なし

## Pages: the account

page-home = マイアカウント
page-home-hello = { $name } さん、こんにちは
page-home-details = お客様の情報
page-home-edit = 変更
page-home-addresses = アドレス
page-home-confirmed = 確認済み
page-home-unconfirmed = 未確認
page-home-confirm = 確認
page-home-ways = サインイン方法
page-home-add = 追加
page-home-manage = 管理
page-home-set = 設定済み
page-home-off = オフ
page-home-on = オン
page-home-none = なし
page-home-codes-left = 残り{ $count }個
page-home-keys = { $count }個のキー
page-home-sessions = サインイン中の端末
page-home-this-device = この端末
page-home-device = { $system } の { $browser }
page-home-unknown-device = 不明な端末
page-home-since = サインイン日時
page-home-more-sessions = 他に{ $count }件。
page-home-revoke = サインアウト
page-home-revoke-label = { $device } をサインアウト
page-home-revoke-others = 他のすべての端末をサインアウト

## Pages: signing out, and what went wrong

page-logout = サインアウト
page-logout-ask = この端末でサインアウトしますか？
page-logout-stay = サインインしたままにする
page-logout-done = サインアウトしました
page-logout-again = もう一度サインイン
page-error = 問題が発生しました
page-error-lead = お客様の操作によるものではありません。しばらくしてからもう一度お試しください。
page-error-not-found = このページは存在しないか、なくなりました。
page-error-refused = 実行できませんでした。最初からやり直してください。
page-error-cookies = ブラウザーからCookieが送信されなかったか、ページが古くなっています。Cookieを許可して最初からやり直してください。
page-error-csrf = フォームとブラウザーの組み合わせが正しくありません。別のタブでサインインまたはサインアウトした可能性があります。最初からやり直してください。
page-error-off = この機能は無効になっています。
page-error-busy = ただいま混み合っています。しばらくしてからもう一度お試しください。
page-error-details = サイト管理者向けの情報
page-error-id = 参照番号

## Mails and text messages

mail-hello = こんにちは。
mail-expires = 有効期限は{ $minutes }分です。
mail-secret = 他の人に教えないでください。
mail-ignore = お心当たりがない場合は、このメッセージを無視してください。何も変更されません。他の人に転送しないでください。
mail-recovery-link-subject = アカウントの復旧
mail-recovery-link-intro = アカウントの復旧が申し込まれました。
mail-recovery-link-open = 続けるには、次のリンクを開いてください。
mail-recovery-code-subject = 復旧用コード
mail-recovery-code-intro = アカウントの復旧が申し込まれました。続けるには、次のコードを入力してください。
mail-recovery-unknown-subject = このアドレスのアカウントはありません
mail-recovery-unknown-intro = このメールアドレスのアカウントの復旧が申し込まれましたが、該当するアカウントはありません。
mail-recovery-unknown-close = ご本人の場合は、登録に使った可能性のある別のアドレスをお試しください。お心当たりがない場合は、このメッセージを無視してください。
mail-verification-link-subject = メールアドレスの確認
mail-verification-link-intro = このメールアドレスがご自身のものであることを確認してください。
mail-verification-link-open = 確認するには、次のリンクを開いてください。
mail-verification-code-subject = 確認コード
mail-verification-code-intro = このアドレスがご自身のものであることを確認してください。次のコードを入力してください。
mail-verification-code-open = または、次のリンクを開いてください。
mail-verification-unknown-subject = このアドレスを使うアカウントはありません
mail-verification-unknown-intro = このメールアドレスの確認が申し込まれましたが、使用しているアカウントはありません。
mail-verification-unknown-close = ご本人の場合は、先に登録するか、別のアドレスをお試しください。お心当たりがない場合は、このメッセージを無視してください。
mail-login-code-subject = サインイン用コード
mail-login-code-intro = サインインするには、次のコードを入力してください。
mail-registration-code-subject = 登録用コード
mail-registration-code-intro = 登録を完了するには、次のコードを入力してください。
mail-address-changed-subject = アカウントのアドレスが変更されました
mail-address-changed-intro = アカウントのアドレスが変更されました（{ $time }）。
mail-address-changed-close = お心当たりがない場合は、すぐにパスワードを変更し、他のすべての端末をサインアウトしてください。
mail-key-added-subject = アカウントにキーが追加されました
mail-key-added-intro = サインインに使えるキーがアカウントに追加されました（{ $time }）。
mail-key-added-close = お心当たりがない場合は、すぐにそのキーを削除し、パスワードを変更して、他のすべての端末をサインアウトしてください。
