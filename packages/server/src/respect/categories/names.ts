// What names of attributes and properties mean, in the languages in which they are written most.
//
// Words stand as `guess.ts` compares them: lower case, no accents, no separators, no digits. German ae, oe, ue and plain a, o, u
// both occur.
//
//   last       what a name ends with is what it is about: billing_email, kunden_telefonnummer. English and German.
//   either     also what it begins with: correo_trabajo, numer_telefonu_domowy. French, Spanish, Polish, and pinyin.
//   attribute  only the whole name, and only of an attribute: of an event they mean other things (`name` of a product).
//   han        Chinese, at the end of a name.

export type NameWords = { last?: string; either?: string; attribute?: string; han?: string };

export const nameWords: Readonly<Record<string, NameWords>> = {
  'user.contact.email': {
    last: 'email mail emailaddress mailaddress emailid emails useremail emailadresse mailadresse epost epostadresse',
    either:
      'correo correoelectronico courriel adresseemail adressemail adressecourriel adresemail adresmail poczta youxiang dianziyoujian',
    han: '邮箱 电子邮箱 电子邮件 邮件地址 郵箱 電子郵件 電子信箱 信箱',
  },
  'user.contact.phone_number': {
    last: 'phone phonenumber phoneno telephone telephonenumber tel telnumber mobile mobilenumber mobilephone mobileno cellphone cellnumber msisdn whatsapp whatsappnumber smsnumber landline telefon telefonnummer telefonnr handy handynummer handynr mobilnummer mobiltelefon mobilfunknummer festnetz rufnummer',
    either:
      'numerodetelephone numerotelephone telephoneportable numeroportable telefono numerodetelefono numerotelefono movil numeromovil telefonomovil celular numerocelular numertelefonu nrtelefonu telefonkomorkowy komorka numerkomorki shouji shoujihao dianhua',
    attribute: 'cell portable',
    han: '手机 手机号 手机号码 电话 电话号码 联系电话 手機 手機號 手機號碼 電話 電話號碼 聯絡電話',
  },
  'user.contact.fax_number': {
    last: 'fax faxnumber faxno telefax faxnummer',
    either: 'numerodefax faks numerfaksu',
    han: '传真 傳真',
  },
  'user.contact.address': {
    last: 'address streetaddress postaladdress mailingaddress homeaddress addressline anschrift postanschrift wohnadresse rechnungsadresse lieferadresse',
    either:
      'adresse adressepostale adressedomicile direccion direccionpostal domicilio adres adreszamieszkania adreskorespondencyjny dizhi zhuzhi',
    han: '地址 住址 收货地址 收件地址 通讯地址 收貨地址 通訊地址',
  },
  'user.contact.address.street': {
    last: 'street streetname housenumber strasse strassenname hausnummer strassehausnummer',
    either: 'rue numerodevoie calle callenumero ulica numerdomu nrdomu',
    han: '街道 门牌号 門牌',
  },
  'user.contact.address.city': {
    last: 'city town cityname wohnort stadt',
    either: 'ville ciudad localidad miasto miejscowosc chengshi',
    attribute: 'ort place locality',
    han: '城市',
  },
  'user.contact.address.postal_code': {
    last: 'zip zipcode postalcode postcode plz postleitzahl',
    either: 'codepostal codigopostal kodpocztowy youbian',
    han: '邮编 邮政编码 郵遞區號 郵政編碼',
  },
  'user.contact.address.state': {
    last: 'province provincecode statecode stateprovince county bundesland regioncode',
    either: 'departement provincia wojewodztwo powiat',
    attribute: 'state region addressstate',
    han: '省份 省',
  },
  'user.contact.address.country': {
    last: 'country countrycode countryname wohnland herkunftsland',
    either: 'pays codepays pais codigopais kraj kodkraju guojia',
    attribute: 'land',
    han: '国家 國家',
  },
  'user.contact.url': {
    last: 'website homepage profileurl linkedinurl facebookurl twitterurl instagramurl personalwebsite webseite',
    either: 'sitioweb siteweb stronainternetowa stronawww',
    attribute: 'url web blog',
    han: '个人网站 個人網站',
  },
  'user.contact.organization': {
    last: 'organization organisation organizationname organisationname',
    either: 'organizacion organizacja',
  },
  'user.name': {
    last: 'fullname realname displayname nickname personname customername contactname cardholder cardholdername recipientname middlename middleinitial vollername vollstandigername ansprechpartner',
    either: 'nomcomplet nombrecompleto nombreyapellidos imieinazwisko imienazwisko xingming zhenshixingming',
    attribute: 'name nom nombre salutation prefix suffix',
    han: '姓名 真实姓名 昵称 客户姓名 真實姓名 暱稱 名字',
  },
  'user.name.first': {
    last: 'firstname givenname forename fname vorname rufname christianname',
    either: 'prenom primernombre imie imiona mingzi',
    attribute: 'first given',
    han: '名',
  },
  'user.name.last': {
    last: 'lastname surname familyname lname maidenname nachname familienname geburtsname',
    either:
      'nomdefamille nomfamille apellido apellidos primerapellido segundoapellido nazwisko nazwiskorodowe',
    attribute: 'last family',
    han: '姓 姓氏',
  },
  'user.account': {
    last: 'plan plantype planname subscription subscriptionplan subscriptionstatus membership membershiplevel loyaltytier loyaltylevel loyaltypoints accounttype accountstatus customersince signupdate signedupat registeredat registrationdate tarif kundengruppe',
    either: 'abonnement suscripcion abonament',
    attribute: 'createdat created tier role status source',
  },
  'user.account.username': {
    last: 'username loginname userlogin handle screenname accountname benutzername anmeldename',
    either: 'identifiant nomutilisateur nombredeusuario nombreusuario usuario nazwauzytkownika yonghuming',
    attribute: 'login',
    han: '用户名 账号 用戶名 帳號',
  },
  'user.account.settings': {
    last: 'settings accountsettings usersettings notificationsettings',
    either: 'ustawienia',
    attribute: 'theme',
  },
  'user.authorization': { last: 'userrole permissions entitlements accesslevel' },
  'user.authorization.password': {
    last: 'password passwd pwd passphrase passwordhash hashedpassword passwort kennwort',
    either: 'motdepasse contrasena haslo mima',
    han: '密码 密碼',
  },
  'user.authorization.credentials': {
    last: 'accesstoken refreshtoken authtoken sessiontoken bearertoken idtoken apikey secret clientsecret apisecret totp otp onetimepassword mfacode pincode securityquestion securityanswer secretquestion secretanswer sicherheitsfrage resettoken privatekey',
    either: 'preguntasecreta questionsecrete',
    attribute: 'pin token',
    han: '验证码 驗證碼',
  },
  'user.authorization.biometric': { last: 'faceidtemplate touchidtemplate' },
  'user.biometric': {
    last: 'biometric biometrics biometricdata faceprint facetemplate faceembedding facialgeometry biometrie',
    either: 'biometria',
  },
  'user.biometric.fingerprint': {
    last: 'fingerprinttemplate fingerprintscan thumbprint fingerabdruck',
    either: 'empreintedigitale huelladactilar odciskpalca',
    han: '指纹 指紋',
  },
  'user.biometric.retinal': { last: 'retinascan irisscan' },
  'user.biometric.voice': { last: 'voiceprint voicetemplate' },
  'user.biometric.health': {
    last: 'heartrate restingheartrate bloodpressure bloodoxygen bodytemperature herzfrequenz blutdruck',
    either: 'tensionarterielle cisnienie',
  },
  'user.childrens': {
    last: 'children child childname childage childbirthday childdateofbirth kids kidsages numberofchildren childrencount guardian guardianname parentemail parentname kinder kindername anzahlkinder',
    either: 'enfants nombreenfants hijos numerodehijos dzieci liczbadzieci',
    han: '子女 孩子',
  },
  'user.content.self_image': {
    last: 'avatar avatarurl profilepicture profilephoto profileimage selfie userphoto portrait profilbild passfoto',
    either: 'photodeprofil fotodeperfil zdjecieprofilowe',
    attribute: 'photo picture image',
    han: '头像 頭像',
  },
  'user.criminal_history': {
    last: 'criminalrecord criminalhistory convictions vorstrafen fuhrungszeugnis fuehrungszeugnis',
    either: 'casierjudiciaire antecedentespenales niekaralnosc',
  },
  'user.demographic.age_range': {
    last: 'agegroup agerange ageband ageinyears altersgruppe',
    either: 'trancheage edad wiek nianling',
    attribute: 'age alter',
    han: '年龄 年齡',
  },
  'user.demographic.date_of_birth': {
    last: 'birthday birthdate dateofbirth dob birthyear yearofbirth bday birthmonth birth geburtsdatum geburtstag geburtsjahr',
    either:
      'datedenaissance datenaissance anniversaire fechadenacimiento fechanacimiento cumpleanos dataurodzenia urodziny shengri chushengriqi',
    attribute: 'born',
    han: '生日 出生日期 出生年月',
  },
  'user.demographic.gender': {
    last: 'geschlecht customergender usergender genderidentity',
    either: 'genero plec xingbie',
    attribute: 'gender sex sexe sexo pronouns',
    han: '性别 性別',
  },
  'user.demographic.language': {
    last: 'preferredlanguage userlanguage mothertongue nativelanguage muttersprache locale',
    either: 'languepreferee idioma jezyk yuyan',
    attribute: 'language lang sprache langue',
    han: '语言 語言',
  },
  'user.demographic.marital_status': {
    last: 'maritalstatus civilstatus relationshipstatus familienstand',
    either: 'situationfamiliale etatcivil estadocivil stancywilny',
    han: '婚姻状况 婚姻狀況',
  },
  'user.demographic.political_opinion': {
    last: 'politicalparty politicalopinion politicalaffiliation politicalviews partei parteizugehorigkeit',
    either: 'opinionpolitique partipolitique opinionpolitica partidopolitico pogladypolityczne',
    han: '政治面貌',
  },
  'user.demographic.religious_belief': {
    last: 'religion religiousbelief faith denomination konfession religionszugehorigkeit',
    either: 'religia wyznanie zongjiao',
    han: '宗教 宗教信仰',
  },
  'user.demographic.philosophical_belief': { last: 'philosophicalbelief worldview weltanschauung' },
  'user.demographic.race_ethnicity': {
    last: 'ethnicity ethnicorigin ethnicgroup ethnic ethnie ethnischeherkunft',
    either: 'origineethnique origenetnico raza pochodzenieetniczne minzu',
    attribute: 'race',
    han: '民族 种族 種族',
  },
  'user.demographic.sexual_orientation': {
    last: 'sexualorientation sexuality sexualpreference sexlife sexuelleorientierung',
    either: 'orientationsexuelle orientacionsexual orientacjaseksualna',
    han: '性取向',
  },
  'user.demographic.union_membership': {
    last: 'unionmembership tradeunion unionmember laborunion gewerkschaft gewerkschaftszugehorigkeit',
    either: 'syndicat sindicato zwiazekzawodowy',
    han: '工会',
  },
  'user.demographic.citizenship_or_immigration_status': {
    last: 'nationality citizenship immigrationstatus residencystatus visastatus staatsangehorigkeit staatsangehoerigkeit staatsburgerschaft nationalitat aufenthaltsstatus',
    either: 'nationalite citoyennete nacionalidad ciudadania obywatelstwo narodowosc guoji',
    han: '国籍 國籍',
  },
  'user.demographic.profile': {
    last: 'interests hobbies hobby preferences favouritecategory favoritecategory favouritecolor favoritecolor persona lifestyle interessen',
    either: 'centresdinteret intereses aficiones zainteresowania',
    han: '兴趣 爱好 興趣',
  },
  'user.device': {
    last: 'useragent browser browsername browserversion devicemodel devicename devicetype devicemanufacturer devicebrand osname osversion operatingsystem platform appversion appbuild sdkversion libversion libraryversion screenwidth screenheight screenresolution viewport',
    either: 'przegladarka',
  },
  'user.device.cookie': { last: 'cookie cookies' },
  'user.device.cookie_id': { last: 'cookieid fbp fbc gclid msclkid ttclid fbclid gaclientid clientid' },
  'user.device.device_id': {
    last: 'deviceid idfa idfv gaid adid advertisingid androidid udid imei meid macaddress devicetoken pushtoken installid installationid serialnumber devicefingerprint browserfingerprint geratekennung',
    either: 'identifiantappareil identyfikatorurzadzenia',
    han: '设备号',
  },
  'user.device.ip_address': {
    last: 'ip ipv ipaddress ipvaddress ipaddr clientip remoteip userip remoteaddr remoteaddress ipadresse',
    either: 'adresseip direccionip adresip',
  },
  'user.telemetry': { last: 'telemetry crashreport crashlog' },
  'user.financial': {
    last: 'income annualincome householdincome salary creditscore creditrating creditlimit networth bankruptcy debt taxbracket gehalt einkommen jahreseinkommen schufa schufascore bonitat',
    either: 'salaire revenuannuel salario sueldo ingresos dochod zarobki wynagrodzenie',
    han: '收入 工资 薪资 信用分',
  },
  'user.financial.bank_account': {
    last: 'iban bic swift bankaccount bankaccountnumber accountnumber routingnumber sortcode bankcode bban kontonummer bankverbindung bankleitzahl blz',
    either:
      'numerodecompte comptebancaire cuentabancaria numerodecuenta numerkonta nrkonta rachunekbankowy numerrachunku yinhangzhanghao',
    attribute: 'rib',
    han: '银行账号 银行账户 銀行帳號',
  },
  'user.financial.credit_card': {
    last: 'creditcard creditcardnumber cardnumber ccnumber ccnum debitcard paymentcard cardno cardpan cvv cvc cardcvc cardexpiry kreditkarte kreditkartennummer kartennummer',
    either:
      'numerodecarte cartebancaire cartedecredit tarjetadecredito numerodetarjeta tarjeta numerkarty kartakredytowa yinhangkahao',
    han: '银行卡号 信用卡号 银行卡 信用卡 信用卡號',
  },
  'user.payment': {
    last: 'paymentmethod paymentmethods paymenttype paymentdetails cardlast cardbrand billingdetails zahlungsart zahlungsmethode',
    either: 'moyendepaiement mododepago metododepago formadepago metodaplatnosci sposobplatnosci',
    han: '支付方式',
  },
  'user.government_id': {
    last: 'governmentid govid idcard idcardnumber iddocument identitydocument documentnumber idnumber',
    either: 'carteidentite',
  },
  'user.government_id.national_identification_number': {
    last: 'ssn socialsecurity socialsecuritynumber nationalid nationalidnumber nationalidentificationnumber identitynumber taxid taxidnumber itin nino nationalinsurancenumber personalausweis personalausweisnummer ausweisnummer steuerid steueridnr steueridentifikationsnummer steuernummer sozialversicherungsnummer aadhaar aadhar fiscalcode personnummer bsn',
    either:
      'numerosecuritesociale numerodesecuritesociale nir insee dni nif numerodedocumento seguridadsocial curp rfc cpf cedula pesel numerpesel numerdowodu nrdowodu dowodosobisty codicefiscale shenfenzheng shenfenzhenghao',
    attribute: 'sin tin nie rut',
    han: '身份证 身份证号 身份证号码 证件号 身分證 身分證字號 統一編號',
  },
  'user.government_id.passport_number': {
    last: 'passport passportnumber passportno reisepass reisepassnummer passnummer',
    either: 'passeport numeropasseport numerodepasaporte pasaporte paszport numerpaszportu huzhao',
    han: '护照 护照号 護照 護照號碼',
  },
  'user.government_id.drivers_license_number': {
    last: 'driverslicense driverlicense driverslicence drivinglicence drivinglicense driverslicensenumber drivinglicencenumber dlnumber fuhrerschein fuehrerschein fuhrerscheinnummer',
    either: 'permisdeconduire licenciadeconducir carnetdeconducir prawojazdy numerprawajazdy jiazhao',
    han: '驾照 驾驶证 駕照',
  },
  'user.government_id.vehicle_registration': {
    last: 'licenseplate licenceplate numberplate platenumber vehicleregistration vin vinnumber kfzkennzeichen kennzeichen nummernschild',
    either: 'plaquedimmatriculation immatriculation matricula tablicarejestracyjna numerrejestracyjny chepai',
    han: '车牌 车牌号 車牌',
  },
  'user.government_id.birth_certificate': {
    last: 'birthcertificate geburtsurkunde',
    either: 'actedenaissance actadenacimiento aktturodzenia aktodzenia',
  },
  'user.government_id.immigration': {
    last: 'visanumber residencepermit residencepermitnumber greencard aliennumber aufenthaltstitel',
    either: 'titredesejour permisoderesidencia kartapobytu',
  },
  'user.health_and_medical': {
    last: 'bloodtype bloodgroup diagnosis diagnoses medication medications prescription allergy allergies disability disabilities pregnant pregnancy pregnancyduedate duedatebaby medicalcondition medicalhistory healthcondition healthstatus illness disease symptoms bmi vaccination vaccinationstatus therapy mentalhealth blutgruppe diagnose krankheit krankheiten medikament medikamente allergie allergien behinderung schwanger schwangerschaft',
    either:
      'groupesanguin maladie maladies traitementmedical handicap grossesse gruposanguineo tiposangre enfermedad enfermedades medicamento medicamentos alergia alergias discapacidad embarazo grupakrwi choroba choroby leki niepelnosprawnosc ciaza xuexing',
    attribute: 'weight bodyweight height gewicht health',
    han: '血型 病史 疾病 过敏史 诊断 過敏史 診斷',
  },
  'user.health_and_medical.genetic': {
    last: 'dna genome genotype genetic genetics dnasequence',
    either: 'adn kodgenetyczny',
  },
  'user.health_and_medical.insurance_beneficiary_id': {
    last: 'healthinsurancenumber healthinsuranceid medicareid medicarenumber medicaidid insurancemembernumber krankenversicherungsnummer versichertennummer krankenkasse',
    either: 'cartevitale numerodeafiliacion',
    han: '医保号 健保卡號',
  },
  'user.health_and_medical.record_id': {
    last: 'medicalrecordnumber mrn patientid patientnumber nhsnumber patientennummer',
  },
  'user.job_title': {
    last: 'jobtitle occupation jobposition profession jobrole seniority beruf berufsbezeichnung stellenbezeichnung',
    either: 'metier fonction profesion puesto zawod stanowisko zhiye zhiwei',
    attribute: 'title job position cargo',
    han: '职业 职位 職業 職稱',
  },
  'user.workplace': {
    last: 'employer employername companyname workplace workcompany arbeitgeber firmenname firma unternehmen',
    either: 'employeur entreprise empresa empleador pracodawca nazwafirmy gongsi',
    attribute: 'company industry department employees',
    han: '公司 单位 公司名称 單位',
  },
  'user.location': {
    last: 'geolocation geo lastlocation currentlocation userlocation standort',
    either: 'ubicacion lokalizacja',
    attribute: 'location',
  },
  'user.location.precise': {
    last: 'lat latitude lng lon longitude latlng latlong latlon coordinates coords gps gpscoordinates gpslocation geopoint breitengrad langengrad laengengrad',
    either: 'coordonnees coordenadas latitud longitud szerokoscgeograficzna dlugoscgeograficzna wspolrzedne',
    attribute: 'long',
    han: '经度 纬度 經度 緯度 坐标',
  },
  'user.location.imprecise': {
    last: 'timezone geocity geocountry geoipcity metro dma zeitzone',
    either: 'fuseauhoraire zonahoraria strefaczasowa',
  },
  'user.privacy_preferences': {
    last: 'consent consents consentgiven marketingconsent cookieconsent gdprconsent optin optout optedin optedout emailoptin smsoptin marketingoptin unsubscribed subscribed donottrack dnt gpc donotsell einwilligung werbeeinwilligung',
    either: 'consentement consentimiento zgoda zgodamarketingowa',
    han: '同意',
  },
  'user.social': {
    last: 'facebookid facebook twitter twitterhandle instagram instagramhandle linkedin linkedinid tiktok youtube snapchat telegram telegramid skype discord github followers followerscount friends friendscount wechat wechatid weibo lineid',
    either: 'weixin',
    han: '微信 微信号 微博 好友',
  },
  'user.unique_id': {
    last: 'userid uid customerid customernumber customerno memberid membernumber contactid personid profileid accountid subscriberid leadid externalid crmid employeeid loyaltyid loyaltynumber loyaltycard studentid guestid clientnumber kundennummer kundennr kundenid mitgliedsnummer',
    either: 'idclient numeroclient idcliente numerodecliente idklienta numerklienta yonghuid kehuhao',
    attribute: 'id',
    han: '用户编号 会员号 客户编号',
  },
  'user.unique_id.pseudonymous': {
    last: 'anonymousid visitorid distinctid sessionid trackingid pseudonym hashedid ajsanonymousid ajsuserid',
  },
  'user.behavior.browsing_history': {
    last: 'pageurl pagepath pagetitle pagereferrer referrer referer referringdomain landingpage currenturl pageviews pagename lastpage initialreferrer utmsource utmmedium utmcampaign utmterm utmcontent',
  },
  'user.behavior.search_history': {
    last: 'searchquery searchterm searchterms searchkeyword searchkeywords searchtext suchbegriff suchanfrage',
    either: 'recherche busqueda szukanafraza',
    han: '搜索词 搜索关键词',
  },
  'user.behavior.media_consumption': {
    last: 'videoid videotitle episodetitle episodeid watchtime playlistid songtitle trackid songid articleid articletitle',
  },
  'user.behavior.purchase_history': {
    last: 'orderid ordernumber ordertotal ordervalue orders ordercount productid productids productname products lineitems sku skus cart cartid cartvalue checkoutid revenue purchases purchaseamount lastpurchase lastorderdate totalspent lifetimevalue ltv couponcode coupon invoiceid invoicenumber transactionid wishlist bestellnummer bestellung bestellungen auftragsnummer umsatz warenkorb',
    either: 'commande numerodecommande pedido numerodepedido zamowienie numerzamowienia koszyk',
    han: '订单号 订单 訂單 訂單編號',
  },
};
