# العربية.
#
# المفردات: مفتاح المرور (passkey) · مفتاح الأمان · تطبيق المصادقة · رمز احتياطي (backup code) · رمز (الدخول، التسجيل، الاسترداد،
#           التأكيد) · تسجيل الدخول / تسجيل الخروج / إنشاء حساب · الحساب · الاسترداد · التأكيد (verification)
#           البريد الإلكتروني · رقم الهاتف · معرّف الدخول (identifier) · الربط / إلغاء الربط
# الأسلوب:  موجز وودود؛ «يُرجى» عند الطلب؛ الأزرار بالمصدر.
#
# معاني المتغيرات مشروحة في en.ftl.

list-separator = {"، "}

way-password = كلمة المرور
way-code = رمز
way-oidc = حساب خارجي
way-saml = حساب خارجي
way-webauthn = مفتاح الأمان
way-passkey = مفتاح المرور
way-totp = تطبيق المصادقة
way-lookup_secret = رمز احتياطي

## Signing in

message-1010001 = تسجيل الدخول
message-1010002 = تسجيل الدخول عبر { $provider }
message-1010003 = لأمانك، يُرجى تسجيل الدخول مرة أخرى.
message-1010004 = يُرجى إكمال الخطوة الثانية لتسجيل الدخول.
message-1010006 = الرمز من تطبيق المصادقة
message-1010007 = رمز احتياطي
message-1010008 = تسجيل الدخول بمفتاح الأمان
message-1010009 = استخدام تطبيق المصادقة
message-1010010 = استخدام رمز احتياطي
message-1010012 = يُرجى تجهيز مفتاح الأمان.
message-1010013 = المتابعة بمفتاح الأمان
message-1010014 = أرسلنا إليك رمزًا. إذا لم يصل، فتحقق من العنوان أو ابدأ من جديد.
message-1010015 = إرسال رمز الدخول إليّ
message-1010016 = يوجد حساب بالفعل باسم { $duplicate_identifier }. سجّل الدخول إليه لربطه بـ { $provider }.
message-1010017 = تسجيل الدخول والربط
message-1010018 = التأكيد عبر { $provider }
message-1010021 = تسجيل الدخول بمفتاح المرور
message-1010022 = تسجيل الدخول بكلمة المرور
message-1010023 = إرسال رمز إلى { $address }
message-1010025 = أرسلنا إليك رمزًا للتأكد من هويتك.

## Signing up

message-1040001 = إنشاء حساب
message-1040002 = إنشاء حساب عبر { $provider }
message-1040003 = متابعة
message-1040004 = إنشاء حساب بمفتاح الأمان
message-1040005 = أرسلنا إليك رمزًا. إذا لم يصل، فتحقق من العنوان أو ابدأ من جديد.
message-1040006 = إرسال رمز التسجيل إليّ
message-1040007 = إنشاء حساب بمفتاح المرور
message-1040008 = رجوع
message-1040009 = يُرجى اختيار طريقة تسجيل الدخول من الآن فصاعدًا.

## Settings

message-1050001 = حُفظت تغييراتك.
message-1050002 = ربط { $provider }
message-1050003 = إلغاء ربط { $provider }
message-1050004 = إزالة تطبيق المصادقة
message-1050005 = رمز QR لتطبيق المصادقة
message-1050006 = { $secret }
message-1050007 = إظهار الرموز الاحتياطية
message-1050008 = إنشاء رموز احتياطية جديدة
message-1050009 = { $secret }
message-1050010 = هذه رموزك الاحتياطية. احتفظ بها في مكان آمن.
message-1050011 = تأكيد الرموز الاحتياطية
message-1050012 = إضافة مفتاح أمان
message-1050013 = اسم مفتاح الأمان
message-1050014 = مستخدَم
message-1050015 = { $secrets }
message-1050016 = إيقاف الرموز الاحتياطية
message-1050017 = المفتاح السري لتطبيق المصادقة
message-1050018 = إزالة مفتاح الأمان «{ $display_name }»
message-1050019 = إضافة مفتاح مرور
message-1050020 =
    { $display_name ->
        [unnamed] إزالة مفتاح المرور غير المسمّى
       *[other] إزالة مفتاح المرور «{ $display_name }»
    }

## Recovery

message-1060001 =
    { $minutes ->
        [0] استُردّ حسابك. يُرجى الآن تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
        [zero] استُردّ حسابك. يُرجى الآن تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
        [one] استُردّ حسابك. يُرجى خلال دقيقة واحدة تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
        [two] استُردّ حسابك. يُرجى خلال دقيقتين تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
        [few] استُردّ حسابك. يُرجى خلال { $minutes } دقائق تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
        [many] استُردّ حسابك. يُرجى خلال { $minutes } دقيقة تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
       *[other] استُردّ حسابك. يُرجى خلال { $minutes } دقيقة تعيين كلمة مرور جديدة أو طريقة دخول أخرى.
    }
message-1060002 = إذا كان هناك حساب بهذا العنوان، فقد أُرسل إليه رابط الاسترداد.
message-1060003 = إذا كان هناك حساب بهذا العنوان، فقد أُرسل إليه رمز الاسترداد.
message-1060004 = إذا كان هناك حساب بالعنوان { $masked_address }، فقد أُرسل إليه رمز الاسترداد.
message-1060005 = يُرجى كتابة العنوان الذي اخترته كاملًا.
message-1060006 = يُرجى اختيار العنوان الذي يُرسل إليه رمز الاسترداد.
message-1060007 = رجوع

## Labels

message-1070000 = { $text }
message-1070001 = كلمة المرور
message-1070002 =
    { $slug ->
        [email] البريد الإلكتروني
        [e-mail] البريد الإلكتروني
        [email-address] البريد الإلكتروني
        [e-mail-address] البريد الإلكتروني
        [password] كلمة المرور
        [name] الاسم
        [first-name] الاسم الأول
        [last-name] اسم العائلة
        [username] اسم المستخدم
        [user-name] اسم المستخدم
        [phone] رقم الهاتف
        [phone-number] رقم الهاتف
       *[other] { $title }
    }
message-1070003 = حفظ
message-1070004 = معرّف الدخول
message-1070006 = الرمز من تطبيق المصادقة
message-1070007 = البريد الإلكتروني
message-1070008 = إرسال الرمز مرة أخرى
message-1070009 = متابعة
message-1070010 = رمز الاسترداد
message-1070011 = رمز التأكيد
message-1070012 = رمز التسجيل
message-1070013 = رمز الدخول
message-1070016 = عنوان الاسترداد
message-1070017 = رقم الهاتف
message-1070018 = البريد الإلكتروني أو رقم الهاتف

## Verification

message-1080001 = أُرسل رابط التأكيد إلى هذا العنوان.
message-1080002 = تم تأكيد البريد الإلكتروني.
message-1080003 = أُرسل رمز التأكيد إلى هذا العنوان.
message-1080004 = أُرسل رمز التأكيد إلى هذا الرقم.
message-1080005 = تم تأكيد رقم الهاتف.

## What is wrong with a value

message-4000001 =
    { $slug ->
        [codes-were-submitted-too-often-please-ask-for-a-new-one] جُرّبت رموز كثيرة جدًا. يُرجى طلب رمز جديد.
        [this-flow-s-codes-were-tried-too-often-please-start-again] جُرّبت رموز كثيرة جدًا. يُرجى البدء من جديد.
        [this-code-was-used-before-please-ask-for-a-new-one] استُخدم هذا الرمز من قبل. يُرجى طلب رمز جديد.
        [this-key-is-registered-already] هذا المفتاح مسجَّل بالفعل.
        [this-account-has-no-such-key] لا يملك هذا الحساب مثل هذا المفتاح.
        [this-is-the-last-way-to-sign-in-to-the-account-add-another-one-first] هذه آخر طريقة لتسجيل الدخول إلى الحساب. أضف طريقة أخرى أولًا.
       *[other] لم يُقبل ذلك. التفاصيل: { $reason }
    }
message-4000002 =
    { $property ->
        [email] يُرجى إدخال البريد الإلكتروني.
        [password] يُرجى إدخال كلمة المرور.
        [code] يُرجى إدخال الرمز.
        [totp_code] يُرجى إدخال الرمز.
        [lookup_secret] يُرجى إدخال الرمز.
       *[other] يُرجى ملء هذا الحقل.
    }
message-4000003 =
    { $min_length ->
        [1] يُرجى ملء هذا الحقل.
        [zero] لا يلزم أي حرف.
        [one] يلزم حرف واحد على الأقل.
        [two] يلزم حرفان على الأقل، لا { $actual_length }.
        [few] يلزم { $min_length } أحرف على الأقل، لا { $actual_length }.
        [many] يلزم { $min_length } حرفًا على الأقل، لا { $actual_length }.
       *[other] يلزم { $min_length } حرف على الأقل، لا { $actual_length }.
    }
message-4000004 = الصيغة ليست كما هو متوقع.
message-4000005 = لا يمكن استخدام كلمة المرور هذه: { $reason }.
message-4000006 = بيانات الدخول غير صحيحة. يُرجى التحقق من معرّف الدخول وكلمة المرور.
message-4000007 = يوجد حساب بهذه البيانات بالفعل. هل تريد تسجيل الدخول بدلًا من ذلك؟
message-4000008 = هذا الرمز غير صحيح. يُرجى المحاولة مرة أخرى.
message-4000009 = لا يمكن تسجيل الدخول بهذه البيانات. هل ينقصها عنوان أو اسم مستخدم؟
message-4000010 = لم يُؤكَّد عنوان هذا الحساب بعد. يُرجى البحث عن رسالة التأكيد في بريدك.
message-4000011 = لم يُعدّ تطبيق مصادقة لهذا الحساب.
message-4000012 = استُخدم هذا الرمز الاحتياطي من قبل. يُرجى استخدام رمز آخر.
message-4000013 = لم يُعدّ مفتاح أمان لهذا الحساب.
message-4000014 = لم تُعدّ رموز احتياطية لهذا الحساب.
message-4000015 = لا يوجد حساب لمفتاح الأمان أو مفتاح المرور هذا.
message-4000016 = هذا الرمز الاحتياطي غير صحيح.
message-4000017 =
    { $max_length ->
        [zero] لا يُسمح بأي حرف، والمُدخَل { $actual_length }.
        [one] يُسمح بحرف واحد على الأكثر، لا { $actual_length }.
        [two] يُسمح بحرفين على الأكثر، لا { $actual_length }.
        [few] يُسمح بـ { $max_length } أحرف على الأكثر، لا { $actual_length }.
        [many] يُسمح بـ { $max_length } حرفًا على الأكثر، لا { $actual_length }.
       *[other] يُسمح بـ { $max_length } حرف على الأكثر، لا { $actual_length }.
    }
message-4000018 = يُرجى إدخال { $minimum } أو أكثر.
message-4000019 = يُرجى إدخال قيمة أكبر من { $minimum }.
message-4000020 = يُرجى إدخال { $maximum } أو أقل.
message-4000021 = يُرجى إدخال قيمة أصغر من { $maximum }.
message-4000022 = يُرجى إدخال أحد مضاعفات { $base }.
message-4000023 =
    { $max_items ->
        [zero] لا يُسمح بأي عنصر، والموجود { $actual_items }.
        [one] يُسمح بعنصر واحد على الأكثر، لا { $actual_items }.
        [two] يُسمح بعنصرين على الأكثر، لا { $actual_items }.
        [few] يُسمح بـ { $max_items } عناصر على الأكثر، لا { $actual_items }.
        [many] يُسمح بـ { $max_items } عنصرًا على الأكثر، لا { $actual_items }.
       *[other] يُسمح بـ { $max_items } عنصر على الأكثر، لا { $actual_items }.
    }
message-4000024 =
    { $min_items ->
        [zero] لا يلزم أي عنصر.
        [one] يلزم عنصر واحد على الأقل.
        [two] يلزم عنصران على الأقل، لا { $actual_items }.
        [few] يلزم { $min_items } عناصر على الأقل، لا { $actual_items }.
        [many] يلزم { $min_items } عنصرًا على الأقل، لا { $actual_items }.
       *[other] يلزم { $min_items } عنصر على الأقل، لا { $actual_items }.
    }
message-4000025 = هناك عنصران متطابقان.
message-4000026 =
    { $allowed_types ->
        [string] يُرجى إدخال نص.
        [number] يُرجى إدخال رقم.
        [integer] يُرجى إدخال عدد صحيح.
        [boolean] يُرجى اختيار نعم أو لا.
       *[other] هذا النوع من القيم غير متوقع هنا ({ $allowed_types }).
    }
message-4000027 = يوجد حساب بمعرّف الدخول هذا بالفعل. سجّل الدخول إليه لربط الحسابين.
message-4000028 =
    { $available_credential_types ->
        [none] يوجد حساب باسم { $credential_identifier_hint } بالفعل. يُرجى تسجيل الدخول.
       *[other]
            { $available_oidc_providers ->
                [none] يوجد حساب باسم { $credential_identifier_hint } بالفعل. طرق الدخول: { $available_credential_types }.
               *[other] يوجد حساب باسم { $credential_identifier_hint } بالفعل. طرق الدخول: { $available_credential_types } ({ $available_oidc_providers }).
            }
    }
message-4000029 = يجب أن تكون القيمة { $expected }.
message-4000030 = لا يُسمح هنا إلا بقيمة محددة.
message-4000031 = كلمة المرور قريبة جدًا من معرّف الدخول.
message-4000032 =
    { $min_length ->
        [zero] يجب إدخال كلمة مرور.
        [one] يجب أن تحتوي كلمة المرور على حرف واحد على الأقل.
        [two] يجب أن تحتوي كلمة المرور على حرفين على الأقل، لا { $actual_length }.
        [few] يجب أن تحتوي كلمة المرور على { $min_length } أحرف على الأقل، لا { $actual_length }.
        [many] يجب أن تحتوي كلمة المرور على { $min_length } حرفًا على الأقل، لا { $actual_length }.
       *[other] يجب أن تحتوي كلمة المرور على { $min_length } حرف على الأقل، لا { $actual_length }.
    }
message-4000033 =
    { $max_length ->
        [zero] كلمة المرور طويلة جدًا.
        [one] كلمة المرور طويلة جدًا: الحد الأقصى حرف لاتيني واحد.
        [two] كلمة المرور طويلة جدًا: الحد الأقصى حرفان لاتينيان.
        [few] كلمة المرور طويلة جدًا: الحد الأقصى { $max_length } أحرف لاتينية، وأقل بالحروف العربية أو الرموز التعبيرية.
        [many] كلمة المرور طويلة جدًا: الحد الأقصى { $max_length } حرفًا لاتينيًا، وأقل بالحروف العربية أو الرموز التعبيرية.
       *[other] كلمة المرور طويلة جدًا: الحد الأقصى { $max_length } حرف لاتيني، وأقل بالحروف العربية أو الرموز التعبيرية.
    }
message-4000034 = كلمة المرور هذه معروفة من تسريبات بيانات. يُرجى اختيار غيرها.
message-4000035 = لا يمكن تسجيل الدخول إلى هذا الحساب برمز.
message-4000036 = تختلف هذه البيانات عن التي أُرسل الرمز لأجلها. يُرجى البدء من جديد.
message-4000037 = لم يُعثر على حساب، أو ليست له طريقة لتسجيل الدخول.
message-4000039 = يجب أن تختلف كلمة المرور الجديدة عن الحالية.
message-4000040 = «{ $value }» ليس عنوان بريد إلكتروني.
message-4000041 = «{ $value }» ليس رقم هاتف.
message-4000043 = تعذّر التحقق من مفتاح الأمان أو مفتاح المرور. يُرجى المحاولة مرة أخرى.

## What is wrong with a step

message-4010001 = بقي نموذج الدخول مفتوحًا مدة طويلة. يُرجى المحاولة مرة أخرى.
message-4010002 = طريقة الدخول هذه غير متاحة هنا. يُرجى اختيار غيرها.
message-4010003 = طريقة التسجيل هذه غير متاحة هنا. يُرجى اختيار غيرها.
message-4010004 = لم يُختر شيء لتغييره، أو لا يمكن تغييره هنا.
message-4010005 = طريقة الاسترداد هذه غير متاحة هنا. يُرجى اختيار غيرها.
message-4010006 = طريقة التأكيد هذه غير متاحة هنا. يُرجى اختيار غيرها.
message-4010008 = رمز الدخول غير صحيح أو انتهت صلاحيته. يُرجى المحاولة مرة أخرى.
message-4010009 = سجّلت الدخول إلى حساب غير الحساب المراد ربطه.
message-4010010 = هذا العنوان ليس من عناوين الحساب.
message-4010011 = هذا الحساب معطَّل.
message-4040001 = بقي نموذج التسجيل مفتوحًا مدة طويلة. يُرجى المحاولة مرة أخرى.
message-4040003 = رمز التسجيل غير صحيح أو انتهت صلاحيته. يُرجى المحاولة مرة أخرى.
message-4050001 = بقيت الإعدادات مفتوحة مدة طويلة. يُرجى المحاولة مرة أخرى.
message-4050002 = يُرجى تغيير عنوان واحد في كل مرة.
message-4060001 = اكتمل هذا الاسترداد من قبل. يُرجى البدء من جديد.
message-4060002 = لا يمكن متابعة هذا الاسترداد. يُرجى البدء من جديد.
message-4060004 = رابط الاسترداد غير صحيح أو استُخدم من قبل. يُرجى البدء من جديد.
message-4060005 = انتهت صلاحية هذا الاسترداد. يُرجى البدء من جديد.
message-4060006 = رمز الاسترداد غير صحيح أو استُخدم من قبل. يُرجى المحاولة مرة أخرى.
message-4070001 = هذا الرابط غير صحيح أو استُخدم من قبل. يُرجى البدء من جديد.
message-4070002 = اكتمل هذا من قبل. يُرجى البدء من جديد.
message-4070003 = لا يمكن المتابعة. يُرجى البدء من جديد.
message-4070005 = انتهت صلاحية هذا التأكيد. يُرجى البدء من جديد.
message-4070006 = هذا الرمز غير صحيح أو استُخدم من قبل. يُرجى المحاولة مرة أخرى.
message-4900001 =
    { $minutes ->
        [0]
            { $retry_after ->
                [zero] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار لحظة.
                [one] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار ثانية واحدة.
                [two] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار ثانيتين.
                [few] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $retry_after } ثوانٍ.
                [many] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $retry_after } ثانية.
               *[other] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $retry_after } ثانية.
            }
        [zero] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار لحظة.
        [one] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار دقيقة واحدة.
        [two] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار دقيقتين.
        [few] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $minutes } دقائق.
        [many] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $minutes } دقيقة.
       *[other] محاولات خاطئة كثيرة جدًا. يُرجى الانتظار { $minutes } دقيقة.
    }

## Pages: what stands around the forms

page-title = { $page } – { $product }
page-title-event = { $event } – { $page } – { $product }
page-title-error = مشكلة: { $event } – { $page } – { $product }
page-skip = الانتقال إلى المحتوى
page-nav = الصفحات
page-nav-home = الحساب
page-nav-settings = الإعدادات
page-sign-out = تسجيل الخروج
page-language = اللغة
page-other-ways = طرق أخرى
page-or = أو
page-optional = اختياري
page-problem = يُرجى التحقق مما يلي
page-show-password = إظهار
page-hide-password = إخفاء
page-copy = نسخ
page-copied = نُسخ
page-print = طباعة
page-start-again = البدء من جديد
page-back = رجوع
page-passkey-failed = لم ينجح ذلك أو أُلغي. يُرجى المحاولة مرة أخرى أو اختيار طريقة أخرى.
page-script-needed = تحتاج مفاتيح المرور ومفاتيح الأمان إلى JavaScript، وهي معطّلة هنا.

## Pages: notices after something was done elsewhere

page-notice-expired = كان النموذج قديمًا جدًا. هذا نموذج جديد.
page-notice-revoked = سُجّل الخروج من ذلك الجهاز.
page-notice-others-revoked = سُجّل الخروج من كل الأجهزة الأخرى.

## Pages: signing in and up

page-login = تسجيل الدخول
page-login-again = تأكيد هويتك
page-login-second = خطوة واحدة بعد
page-login-new = ليس لديك حساب؟
page-login-sign-up = إنشاء حساب
page-login-forgot = تعذّر عليك تسجيل الدخول؟
page-login-other = تسجيل الدخول بحساب آخر
page-registration = إنشاء حساب
page-registration-choose = اختيار طريقة تسجيل الدخول
page-registration-known = لديك حساب بالفعل؟
page-registration-sign-in = تسجيل الدخول
page-passkey-hint = ببصمة إصبعك أو وجهك أو قفل جهازك. لا شيء عليك تذكّره.
page-use-password = استخدام كلمة مرور بدلًا من ذلك

## Pages: codes and links

page-recovery = استرداد حسابك
page-recovery-lead = أدخِل عنوان حسابك، وسنرسل إليك ما تحتاجه للدخول من جديد.
page-verification = تأكيد عنوانك
page-verification-lead = أدخِل العنوان، وسنرسل إليه رسالة تُثبت أنه لك.
page-verified = تم تأكيد عنوانك
page-enter-code = أدخِل الرمز
page-check-inbox = تحقّق من بريدك الوارد
page-code-late = لم يصل شيء؟ ابحث في مجلد الرسائل غير المرغوب فيها أيضًا.
page-to-sign-in = العودة إلى تسجيل الدخول

## Pages: settings

page-settings = الإعدادات
page-settings-sections = الأقسام
page-settings-profile = بياناتك
page-settings-password = كلمة المرور
page-settings-password-lead = الطول أفضل من التعقيد: بضع كلمات متتالية تكفي لكلمة مرور جيدة.
page-settings-oidc = الحسابات المرتبطة
page-settings-passkey = مفاتيح المرور
page-settings-passkey-lead = سجّل الدخول ببصمة إصبعك أو وجهك أو قفل جهازك.
page-settings-webauthn = مفاتيح الأمان
page-settings-webauthn-lead = مفتاح تُوصله بجهازك أو تُقرّبه منه.
page-settings-totp = تطبيق المصادقة
page-settings-totp-lead = يعرض تطبيق على هاتفك رمزًا لا يراه غيرك.
page-settings-totp-scan = امسح هذه الصورة بالتطبيق أو اكتب فيه المفتاح السري، ثم أدخِل الرمز الذي يظهر.
page-settings-totp-on = تطبيق المصادقة مُعدّ.
page-settings-lookup_secret = الرموز الاحتياطية
page-settings-lookup_secret-lead = ليوم لا يكون فيه شيء آخر في متناولك. يُستخدم كل رمز مرة واحدة.
page-settings-none = لم يُعدّ شيء بعد.
page-settings-added = أُضيف في
page-settings-remove = إزالة…
page-settings-unnamed = بلا اسم

## Pages: the account

page-home = حسابك
page-home-hello = مرحبًا، { $name }
page-home-details = بياناتك
page-home-edit = تغيير
page-home-addresses = العناوين
page-home-confirmed = مؤكَّد
page-home-unconfirmed = غير مؤكَّد
page-home-confirm = تأكيد
page-home-ways = طرق تسجيل دخولك
page-home-add = إضافة
page-home-manage = إدارة
page-home-set = معيَّنة
page-home-off = معطّل
page-home-on = مفعّل
page-home-none = لا يوجد
page-home-codes-left =
    { $count ->
        [zero] لم يبقَ أي رمز
        [one] بقي رمز واحد
        [two] بقي رمزان
        [few] بقيت { $count } رموز
        [many] بقي { $count } رمزًا
       *[other] بقي { $count } رمز
    }
page-home-keys =
    { $count ->
        [zero] لا مفاتيح
        [one] مفتاح واحد
        [two] مفتاحان
        [few] { $count } مفاتيح
        [many] { $count } مفتاحًا
       *[other] { $count } مفتاح
    }
page-home-sessions = الأجهزة التي سجّلت الدخول عليها
page-home-this-device = هذا الجهاز
page-home-device = { $browser } على { $system }
page-home-unknown-device = جهاز غير معروف
page-home-since = وقت الدخول:
page-home-more-sessions =
    { $count ->
        [zero] ولا أجهزة أخرى.
        [one] وجهاز آخر.
        [two] وجهازان آخران.
        [few] و{ $count } أجهزة أخرى.
        [many] و{ $count } جهازًا آخر.
       *[other] و{ $count } جهاز آخر.
    }
page-home-revoke = تسجيل الخروج
page-home-revoke-label = تسجيل الخروج من { $device }
page-home-revoke-others = تسجيل الخروج من كل الأجهزة الأخرى

## Pages: signing out, and what went wrong

page-logout = تسجيل الخروج
page-logout-ask = هل تريد تسجيل الخروج من هذا الجهاز؟
page-logout-stay = البقاء
page-logout-done = سُجّل خروجك
page-logout-again = تسجيل الدخول من جديد
page-error = حدث خطأ ما
page-error-lead = ليس الخطأ منك. يُرجى المحاولة مرة أخرى بعد قليل.
page-error-not-found = هذه الصفحة غير موجودة، أو لم تعد موجودة.
page-error-refused = تعذّر ذلك. يُرجى البدء من جديد.
page-error-cookies = لم يُرسل متصفحك ملفات تعريف الارتباط، أو الصفحة قديمة. يُرجى السماح بها والبدء من جديد.
page-error-csrf = لم يعد النموذج ومتصفحك متوافقين. ربما سجّلت الدخول أو الخروج في علامة تبويب أخرى. يُرجى البدء من جديد.
page-error-off = هذه الميزة معطّلة هنا.
page-error-busy = هناك ضغط كبير الآن. يُرجى المحاولة مرة أخرى بعد قليل.
page-error-details = لمن يديرون هذا الموقع
page-error-id = المرجع

## Mails and text messages

mail-hello = مرحبًا،
mail-expires =
    { $minutes ->
        [zero] صالح لأقل من دقيقة.
        [one] صالح لمدة دقيقة واحدة.
        [two] صالح لمدة دقيقتين.
        [few] صالح لمدة { $minutes } دقائق.
        [many] صالح لمدة { $minutes } دقيقة.
       *[other] صالح لمدة { $minutes } دقيقة.
    }
mail-secret = لا تشاركه مع أحد.
mail-ignore = إذا لم تكن أنت من طلب ذلك، فتجاهل هذه الرسالة ولن يتغير شيء. لا تعِد إرسالها إلى أحد.
mail-recovery-link-subject = استرداد حسابك
mail-recovery-link-intro = طلبت استرداد الدخول إلى حسابك.
mail-recovery-link-open = افتح هذا الرابط للمتابعة:
mail-recovery-code-subject = رمز استرداد حسابك
mail-recovery-code-intro = طلبت استرداد الدخول إلى حسابك. أدخِل هذا الرمز للمتابعة:
mail-recovery-unknown-subject = لا يوجد حساب بهذا العنوان
mail-recovery-unknown-intro = طلب شخص ما استرداد حساب بعنوان البريد الإلكتروني هذا، لكن لا يوجد حساب به.
mail-recovery-unknown-close = إذا كنت أنت من طلب ذلك، فجرّب عنوانًا آخر ربما سجّلت به. وإلا فتجاهل هذه الرسالة.
mail-verification-link-subject = تأكيد بريدك الإلكتروني
mail-verification-link-intro = يُرجى تأكيد أن عنوان البريد الإلكتروني هذا لك.
mail-verification-link-open = افتح هذا الرابط لتأكيده:
mail-verification-code-subject = رمز تأكيد هذا العنوان
mail-verification-code-intro = يُرجى تأكيد أن هذا العنوان لك. أدخِل هذا الرمز:
mail-verification-code-open = أو افتح هذا الرابط:
mail-verification-unknown-subject = لا يوجد حساب له هذا العنوان
mail-verification-unknown-intro = طلب شخص ما تأكيد عنوان البريد الإلكتروني هذا، لكنه ليس لأي حساب.
mail-verification-unknown-close = إذا كنت أنت من طلب ذلك، فأنشئ حسابًا أولًا أو جرّب عنوانًا آخر. وإلا فتجاهل هذه الرسالة.
mail-login-code-subject = رمز دخولك
mail-login-code-intro = أدخِل هذا الرمز لتسجيل الدخول:
mail-registration-code-subject = رمز إكمال تسجيلك
mail-registration-code-intro = أدخِل هذا الرمز لإكمال تسجيلك:
mail-address-changed-subject = تغيّر أحد عناوين حسابك
mail-address-changed-intro = تغيّر أحد عناوين حسابك ({ $time }).
mail-address-changed-close = إذا لم تكن أنت من فعل ذلك، فغيّر كلمة مرورك فورًا وسجّل الخروج من كل الأجهزة الأخرى.
mail-key-added-subject = أُضيف مفتاح إلى حسابك
mail-key-added-intro = أُضيف إلى حسابك مفتاح يتيح تسجيل الدخول ({ $time }).
mail-key-added-close = إذا لم تكن أنت من فعل ذلك، فأزِله فورًا وغيّر كلمة مرورك وسجّل الخروج من كل الأجهزة الأخرى.
