# 简体中文。
#
# 用词：通行密钥 (passkey) · 安全密钥 · 身份验证器应用 · 备用码 (backup code) · 验证码（登录、注册、恢复）
#       登录 / 退出 / 注册 · 账号 · 找回账号 (recovery) · 确认 (verification) · 邮箱 · 手机号码 · 登录名 (identifier) · 关联 / 取消关联
# 语气：简短、友好；需要时用“您”；按钮用动词。
#
# 变量的含义见 en.ftl。

list-separator = 、

way-password = 密码
way-code = 验证码
way-oidc = 第三方账号
way-saml = 第三方账号
way-webauthn = 安全密钥
way-passkey = 通行密钥
way-totp = 身份验证器应用
way-lookup_secret = 备用码

## Signing in

message-1010001 = 登录
message-1010002 = 使用 { $provider } 登录
message-1010003 = 为了安全，请再次登录以确认是您本人。
message-1010004 = 请完成登录的第二步。
message-1010006 = 身份验证器应用中的验证码
message-1010007 = 备用码
message-1010008 = 使用安全密钥登录
message-1010009 = 使用身份验证器应用
message-1010010 = 使用备用码
message-1010012 = 请准备好您的安全密钥。
message-1010013 = 使用安全密钥继续
message-1010014 = 验证码已发送。如果没有收到，请检查地址或重新开始。
message-1010015 = 发送登录验证码
message-1010016 = 使用 { $duplicate_identifier } 的账号已存在。登录该账号后即可与 { $provider } 关联。
message-1010017 = 登录并关联
message-1010018 = 使用 { $provider } 确认
message-1010021 = 使用通行密钥登录
message-1010022 = 使用密码登录
message-1010023 = 将验证码发送到 { $address }
message-1010025 = 验证码已发送，用于确认是您本人。

## Signing up

message-1040001 = 注册
message-1040002 = 使用 { $provider } 注册
message-1040003 = 继续
message-1040004 = 使用安全密钥注册
message-1040005 = 验证码已发送。如果没有收到，请检查地址或重新开始。
message-1040006 = 发送注册验证码
message-1040007 = 使用通行密钥注册
message-1040008 = 返回
message-1040009 = 请选择以后的登录方式。

## Settings

message-1050001 = 更改已保存。
message-1050002 = 关联 { $provider }
message-1050003 = 取消关联 { $provider }
message-1050004 = 移除身份验证器应用
message-1050005 = 用于身份验证器应用的二维码
message-1050006 = { $secret }
message-1050007 = 显示备用码
message-1050008 = 生成新的备用码
message-1050009 = { $secret }
message-1050010 = 这些是您的备用码，请妥善保管。
message-1050011 = 确认备用码
message-1050012 = 添加安全密钥
message-1050013 = 安全密钥的名称
message-1050014 = 已使用
message-1050015 = { $secrets }
message-1050016 = 停用备用码
message-1050017 = 用于身份验证器应用的密钥
message-1050018 = 移除安全密钥“{ $display_name }”
message-1050019 = 添加通行密钥
message-1050020 =
    { $display_name ->
        [unnamed] 移除未命名的通行密钥
       *[other] 移除通行密钥“{ $display_name }”
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] 账号已找回。请立即设置新密码或其他登录方式。
       *[other] 账号已找回。请在 { $minutes } 分钟内设置新密码或其他登录方式。
    }
message-1060002 = 如果有账号使用此地址，恢复链接已发送到该地址。
message-1060003 = 如果有账号使用此地址，恢复验证码已发送到该地址。
message-1060004 = 如果有账号使用 { $masked_address }，恢复验证码已发送到该地址。
message-1060005 = 请输入所选地址的完整内容。
message-1060006 = 请选择将恢复验证码发送到哪里。
message-1060007 = 返回

## Labels

message-1070000 = { $text }
message-1070001 = 密码
message-1070002 =
    { $slug ->
        [email] 邮箱
        [e-mail] 邮箱
        [email-address] 邮箱
        [e-mail-address] 邮箱
        [password] 密码
        [name] 姓名
        [first-name] 名字
        [last-name] 姓氏
        [username] 用户名
        [user-name] 用户名
        [phone] 手机号码
        [phone-number] 手机号码
       *[other] { $title }
    }
message-1070003 = 保存
message-1070004 = 登录名
message-1070006 = 身份验证器应用中的验证码
message-1070007 = 邮箱
message-1070008 = 重新发送验证码
message-1070009 = 继续
message-1070010 = 恢复验证码
message-1070011 = 验证码
message-1070012 = 注册验证码
message-1070013 = 登录验证码
message-1070016 = 用于恢复的地址
message-1070017 = 手机号码
message-1070018 = 邮箱或手机号码

## Verification

message-1080001 = 确认链接已发送到此地址。
message-1080002 = 此邮箱已确认。
message-1080003 = 验证码已发送到此地址，用于确认该地址。
message-1080004 = 验证码已发送到此号码，用于确认该号码。
message-1080005 = 此手机号码已确认。

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] 尝试的验证码过多，请重新获取。
        [this-flow-s-codes-were-tried-too-often-please-start-again] 尝试的验证码过多，请重新开始。
        [this-code-was-used-before-please-ask-for-a-new-one] 此验证码已使用过，请重新获取。
        [this-key-is-registered-already] 此密钥已注册。
        [this-account-has-no-such-key] 此账号没有这个密钥。
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] 这是此账号最后一种登录方式，请先添加其他方式。
       *[other] 未被接受。详情：{ $reason }
    }
message-4000002 =
    { $property ->
        [email] 请输入邮箱。
        [password] 请输入密码。
        [code] 请输入验证码。
        [totp_code] 请输入验证码。
        [lookup_secret] 请输入备用码。
       *[other] 请填写此项。
    }
message-4000003 =
    { $min_length ->
        [1] 请填写此项。
       *[other] 至少需要 { $min_length } 个字符，目前为 { $actual_length } 个。
    }
message-4000004 = 格式不符合要求。
message-4000005 = 此密码无法使用：{ $reason }。
message-4000006 = 登录信息不正确，请检查登录名和密码。
message-4000007 = 使用这些信息的账号已存在。要改为登录吗？
message-4000008 = 验证码不正确，请重试。
message-4000009 = 这些信息无法用于登录。是否缺少地址或用户名？
message-4000010 = 此账号的地址尚未确认，请在邮箱中查找确认邮件。
message-4000011 = 此账号未设置身份验证器应用。
message-4000012 = 此备用码已使用过，请使用其他备用码。
message-4000013 = 此账号未设置安全密钥。
message-4000014 = 此账号未设置备用码。
message-4000015 = 没有账号使用此安全密钥或通行密钥。
message-4000016 = 备用码不正确。
message-4000017 = 最多允许 { $max_length } 个字符，目前为 { $actual_length } 个。
message-4000018 = 请输入不小于 { $minimum } 的值。
message-4000019 = 请输入大于 { $minimum } 的值。
message-4000020 = 请输入不大于 { $maximum } 的值。
message-4000021 = 请输入小于 { $maximum } 的值。
message-4000022 = 请输入 { $base } 的倍数。
message-4000023 = 最多允许 { $max_items } 项，目前为 { $actual_items } 项。
message-4000024 = 至少需要 { $min_items } 项，目前为 { $actual_items } 项。
message-4000025 = 有两项相同。
message-4000026 =
    { $allowed_types ->
        [string] 请输入文字。
        [number] 请输入数字。
        [integer] 请输入整数。
        [boolean] 请选择是或否。
       *[other] 此处不接受这种类型的值（{ $allowed_types }）。
    }
message-4000027 = 使用此登录名的账号已存在。登录该账号后即可关联两者。
message-4000028 =
    { $available_credential_types ->
        [none] 使用 { $credential_identifier_hint } 的账号已存在，请登录。
       *[other]
            { $available_oidc_providers ->
                [none] 使用 { $credential_identifier_hint } 的账号已存在。登录方式：{ $available_credential_types }。
               *[other] 使用 { $credential_identifier_hint } 的账号已存在。登录方式：{ $available_credential_types }（{ $available_oidc_providers }）。
            }
    }
message-4000029 = 此处必须为 { $expected }。
message-4000030 = 此处只允许特定的值。
message-4000031 = 密码与您的登录名过于相似。
message-4000032 = 密码至少需要 { $min_length } 个字符，目前为 { $actual_length } 个。
message-4000033 = 密码过长：最多 { $max_length } 个英文字符，使用汉字或表情符号时更少。
message-4000034 = 此密码出现在已知的数据泄露中，请换一个。
message-4000035 = 此账号无法使用验证码登录。
message-4000036 = 这些信息与发送验证码时的不一致，请重新开始。
message-4000037 = 未找到账号，或该账号没有登录方式。
message-4000039 = 新密码不能与当前密码相同。
message-4000040 = “{ $value }”不是有效的邮箱地址。
message-4000041 = “{ $value }”不是有效的电话号码。
message-4000043 = 无法验证安全密钥或通行密钥，请重试。

## What is wrong with a step

message-4010001 = 登录表单打开时间过长，请重试。
message-4010002 = 此处无法使用这种登录方式，请选择其他方式。
message-4010003 = 此处无法使用这种注册方式，请选择其他方式。
message-4010004 = 未选择要更改的内容，或无法在此更改。
message-4010005 = 此处无法使用这种恢复方式，请选择其他方式。
message-4010006 = 此处无法使用这种确认方式，请选择其他方式。
message-4010008 = 登录验证码不正确或已过期，请重试。
message-4010009 = 您登录的账号不是要关联的账号。
message-4010010 = 此地址不属于该账号。
message-4010011 = 此账号已停用。
message-4040001 = 注册表单打开时间过长，请重试。
message-4040003 = 注册验证码不正确或已过期，请重试。
message-4050001 = 设置页面打开时间过长，请重试。
message-4050002 = 请一次只更改一个地址。
message-4060001 = 此次恢复已完成，请重新开始。
message-4060002 = 此次恢复无法继续，请重新开始。
message-4060004 = 恢复链接不正确或已使用过，请重新开始。
message-4060005 = 此次恢复已过期，请重新开始。
message-4060006 = 恢复验证码不正确或已使用过，请重试。
message-4070001 = 链接不正确或已使用过，请重新开始。
message-4070002 = 此操作已完成，请重新开始。
message-4070003 = 无法继续，请重新开始。
message-4070005 = 此次确认已过期，请重新开始。
message-4070006 = 验证码不正确或已使用过，请重试。
message-4900001 =
    { $minutes ->
        [0] 错误次数过多，请等待 { $retry_after } 秒。
       *[other] 错误次数过多，请等待 { $minutes } 分钟。
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = 出现问题：{ $event } – { $page } – { $product }
page-skip = 跳到正文
page-nav = 页面
page-nav-home = 账号
page-nav-settings = 设置
page-sign-out = 退出
page-language = 语言
page-other-ways = 其他方式
page-or = 或
page-optional = 选填
page-problem = 请检查
page-show-password = 显示
page-hide-password = 隐藏
page-copy = 复制
page-copied = 已复制
page-print = 打印
page-start-again = 重新开始
page-back = 返回
page-passkey-failed = 操作未成功或已取消。请重试，或选择其他方式。
page-script-needed = 通行密钥和安全密钥需要 JavaScript，但此处已停用。

## Pages: notices after something was done elsewhere

page-notice-expired = 原表单已过期，这是新的表单。
page-notice-revoked = 该设备已退出登录。
page-notice-others-revoked = 所有其他设备已退出登录。

## Pages: signing in and up

page-login = 登录
page-login-again = 请确认是您本人
page-login-second = 还差一步
page-login-new = 还没有账号？
page-login-sign-up = 创建账号
page-login-forgot = 无法登录？
page-login-other = 使用其他账号登录
page-registration = 创建账号
page-registration-choose = 选择登录方式
page-registration-known = 已有账号？
page-registration-sign-in = 登录
page-passkey-hint = 使用指纹、面容或设备锁屏，无需记忆。
page-use-password = 改用密码

## Pages: codes and links

page-recovery = 找回账号
page-recovery-lead = 请输入账号的地址，我们会发送重新登录所需的内容。
page-verification = 确认地址
page-verification-lead = 请输入地址，我们会发送一条消息以确认它属于您。
page-verified = 地址已确认
page-enter-code = 输入验证码
page-check-inbox = 请查看收件箱
page-code-late = 没有收到？请同时查看垃圾邮件文件夹。
page-to-sign-in = 返回登录

## Pages: settings

page-settings = 设置
page-settings-sections = 分区
page-settings-profile = 个人信息
page-settings-password = 密码
page-settings-password-lead = 长比复杂更好：几个连在一起的词就是好密码。
page-settings-oidc = 已关联的账号
page-settings-passkey = 通行密钥
page-settings-passkey-lead = 使用指纹、面容或设备锁屏登录。
page-settings-webauthn = 安全密钥
page-settings-webauthn-lead = 插入设备或贴近设备使用的密钥。
page-settings-totp = 身份验证器应用
page-settings-totp-lead = 手机上的应用会显示只有您能看到的验证码。
page-settings-totp-scan = 请用该应用扫描此图片，或在应用中输入密钥，然后输入显示的验证码。
page-settings-totp-on = 身份验证器应用已设置。
page-settings-lookup_secret = 备用码
page-settings-lookup_secret-lead = 在手边没有其他方式时使用。每个备用码只能使用一次。
page-settings-none = 尚未设置。
page-settings-added = 添加于
page-settings-remove = 移除…
page-settings-unnamed = 未命名

## Pages: the account

page-home = 您的账号
page-home-hello = 您好，{ $name }
page-home-details = 个人信息
page-home-edit = 更改
page-home-addresses = 地址
page-home-confirmed = 已确认
page-home-unconfirmed = 未确认
page-home-confirm = 确认
page-home-ways = 登录方式
page-home-add = 添加
page-home-manage = 管理
page-home-set = 已设置
page-home-off = 关闭
page-home-on = 开启
page-home-none = 无
page-home-codes-left = 剩余 { $count } 个
page-home-keys = { $count } 个密钥
page-home-sessions = 已登录的设备
page-home-this-device = 此设备
page-home-device = { $system } 上的 { $browser }
page-home-unknown-device = 未知设备
page-home-since = 登录于
page-home-more-sessions = 另有 { $count } 个。
page-home-revoke = 退出
page-home-revoke-label = 退出 { $device }
page-home-revoke-others = 退出所有其他设备

## Pages: signing out, and what went wrong

page-logout = 退出登录
page-logout-ask = 要在此设备上退出登录吗？
page-logout-stay = 保持登录
page-logout-done = 您已退出登录
page-logout-again = 重新登录
page-error = 出了点问题
page-error-lead = 这不是您的问题，请稍后重试。
page-error-not-found = 此页面不存在或已被移除。
page-error-refused = 无法完成此操作，请重新开始。
page-error-cookies = 您的浏览器未发送 Cookie，或页面已过期。请允许 Cookie 后重新开始。
page-error-csrf = 表单与您的浏览器已不匹配。您可能在其他标签页中登录或退出过。请重新开始。
page-error-off = 此功能已关闭。
page-error-busy = 当前较为繁忙，请稍后重试。
page-error-details = 供网站管理人员参考
page-error-id = 参考编号

## Mails and text messages

mail-hello = 您好：
mail-expires = 有效期 { $minutes } 分钟。
mail-secret = 请勿告诉他人。
mail-ignore = 如果不是您本人操作，请忽略此消息，不会有任何变化。请勿转发给任何人。
mail-recovery-link-subject = 找回您的账号
mail-recovery-link-intro = 您请求找回账号。
mail-recovery-link-open = 请打开以下链接继续：
mail-recovery-code-subject = 您的恢复验证码
mail-recovery-code-intro = 您请求找回账号。请输入以下验证码继续：
mail-recovery-unknown-subject = 没有使用此地址的账号
mail-recovery-unknown-intro = 有人请求找回使用此邮箱的账号，但没有这样的账号。
mail-recovery-unknown-close = 如果是您本人，请尝试注册时可能使用的其他地址。如果不是，请忽略此消息。
mail-verification-link-subject = 请确认您的邮箱
mail-verification-link-intro = 请确认此邮箱属于您。
mail-verification-link-open = 请打开以下链接进行确认：
mail-verification-code-subject = 您的验证码
mail-verification-code-intro = 请确认此地址属于您。请输入以下验证码：
mail-verification-code-open = 或打开以下链接：
mail-verification-unknown-subject = 没有账号使用此地址
mail-verification-unknown-intro = 有人请求确认此邮箱，但没有账号使用它。
mail-verification-unknown-close = 如果是您本人，请先注册或尝试其他地址。如果不是，请忽略此消息。
mail-login-code-subject = 您的登录验证码
mail-login-code-intro = 请输入以下验证码登录：
mail-registration-code-subject = 您的注册验证码
mail-registration-code-intro = 请输入以下验证码完成注册：
mail-address-changed-subject = 您账号的地址已更改
mail-address-changed-intro = 您账号的一个地址已更改（{ $time }）。
mail-address-changed-close = 如果不是您本人操作，请立即更改密码并退出所有其他设备。
mail-key-added-subject = 您的账号添加了密钥
mail-key-added-intro = 您的账号添加了一个可用于登录的密钥（{ $time }）。
mail-key-added-close = 如果不是您本人操作，请立即移除该密钥、更改密码并退出所有其他设备。
