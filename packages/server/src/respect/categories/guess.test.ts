// What names say, in the languages and spellings in which they come.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { guessCategory } from './guess.ts';
import { findCategory, isKnown } from './model.ts';
import { nameWords } from './names.ts';

const email = 'user.contact.email';
const phone = 'user.contact.phone_number';
const national = 'user.government_id.national_identification_number';
const birth = 'user.demographic.date_of_birth';

const says = (
  category: string | undefined,
  names: string,
  subject: 'attribute' | 'property' = 'property',
): void => {
  for (const name of names.split(/, /)) assert.equal(guessCategory(subject, name), category, name);
};

describe('English', () => {
  test('however it is written', () => {
    says(
      email,
      'email, Email, EMAIL, e-mail, e_mail, eMail, $email, email_address, emailAddress, EmailAddress, "email"',
    );
    says(
      email,
      'billing_email, billingEmail, contact.email, email2, email_1, user email, useremail, work_email_address',
    );
    says(phone, 'phone, phoneNumber, mobile_phone, PHONE_NUMBER, tel, home-phone, customerphone');
    says('user.name.first', 'firstName, first_name, FIRST NAME, given_name, shipping.firstName');
    says(birth, 'birthday, dateOfBirth, DOB, birth_date, birthdate');
    says('user.financial.bank_account', 'iban, IBAN, account_number, accountNumber');
    says(
      'user.health_and_medical',
      'blood_type, bloodType, allergies, medical_condition, isPregnant, has_disability',
    );
    says('user.location.precise', 'lat, latitude, lng, lon, geo.longitude, store_lat');
    says('user.device.ip_address', 'ip, $ip, IPAddress, client_ip, ip_address, ipv4, ipv6_address');
    says('user.contact.address', 'address, shipping_address, addressLine1, address_2, streetAddress');
    says('user.device.device_id', 'idfa, device_id, macAddress, advertisingId');
    says('user.authorization.password', 'password, userPassword, password_hash');
    says('user.financial.credit_card', 'card_number, creditCardNumber, cvv, cc_number');
  });

  test('the last word says what it is about', () => {
    says(
      undefined,
      'email_count, emailSubject, phone_model, address_count, email_template_id, has_email, is_mobile',
    );
    says(undefined, 'num_addresses, total_phone, should_email, allowPhone, has_password');
    says('user.privacy_preferences', 'email_opt_in, smsOptIn, marketing_consent');
    says('user.childrens', 'number_of_children, childName, has_children');
    says(email, 'email_hash, hashedEmail, email_sha256, emailMd5, email_primary, email_normalized');
  });

  test('of an attribute some names say more than of a property', () => {
    for (const [name, category] of [
      ['name', 'user.name'],
      ['title', 'user.job_title'],
      ['company', 'user.workplace'],
      ['gender', 'user.demographic.gender'],
      ['age', 'user.demographic.age_range'],
      ['state', 'user.contact.address.state'],
      ['id', 'user.unique_id'],
      ['created_at', 'user.account'],
    ] as const) {
      says(category, name, 'attribute');
      says(undefined, name);
    }
  });

  test('a shop writes mostly of what is bought and looked at', () => {
    says(
      'user.behavior.purchase_history',
      'order_id, products, product_id, sku, revenue, coupon, cartId, line_items',
    );
    says('user.behavior.browsing_history', 'referrer, utm_source, pageTitle');
    says('user.behavior.search_history', 'search_term, searchQuery');
  });

  test('free text and plain words say nothing', () => {
    says(
      undefined,
      'note, notes, message, comment, description, value, price, total, currency, quantity, color, kind, type, _, 1, ""',
    );
    says(undefined, 'note, message, shoe_size, kind, 42, $', 'attribute');
  });
});

test('German', () => {
  says(email, 'E-Mail-Adresse, emailAdresse, kunden_email');
  says(phone, 'Telefonnummer, handynummer, Mobilnummer, kundenTelefon');
  says(birth, 'Geburtsdatum, geburtstag');
  says('user.name.first', 'Vorname, kundenVorname');
  says('user.name.last', 'Nachname, Familienname');
  says('user.contact.address.street', 'Straße, strasse, Hausnummer');
  says('user.contact.address.postal_code', 'PLZ, Postleitzahl');
  says('user.financial.bank_account', 'Kontonummer, Bankverbindung');
  says('user.government_id.drivers_license_number', 'Führerschein, fuehrerschein');
  says('user.health_and_medical', 'Blutgruppe, Krankheiten');
  says(national, 'Steuer-ID, Personalausweisnummer, Sozialversicherungsnummer');
  says('user.demographic.citizenship_or_immigration_status', 'Staatsangehörigkeit, staatsangehoerigkeit');
});

test('French', () => {
  says('user.name.first', 'prénom, prenom_client, PRENOM');
  says('user.name.last', 'nom_de_famille');
  says(email, 'courriel, adresse_email, adresseCourriel');
  says(phone, 'numéro_de_téléphone, telephone_portable');
  says(birth, 'date_de_naissance, dateNaissance');
  says('user.contact.address', 'adresse, adresse_facturation, adresse_de_livraison');
  says('user.contact.address.postal_code', 'code_postal');
  says('user.authorization.password', 'mot_de_passe');
  says('user.health_and_medical', 'groupe_sanguin, maladies');
  says(national, 'numero_securite_sociale');
});

test('Spanish', () => {
  says('user.name.last', 'apellidos, primer_apellido, apellidoMaterno');
  says(email, 'correo, correo_electrónico, correoTrabajo');
  says(phone, 'teléfono, telefono_casa, número_de_teléfono, celular');
  says(birth, 'fecha_de_nacimiento, fechaNacimiento, cumpleaños');
  says('user.contact.address', 'dirección, direccion_envio');
  says('user.authorization.password', 'contraseña');
  says(national, 'DNI, nif, CURP');
  says('user.health_and_medical', 'grupo_sanguíneo, alergias, discapacidad');
  says('user.name', 'nombre', 'attribute');
});

test('Polish', () => {
  says('user.name.first', 'imię, imie_klienta');
  says('user.name.last', 'nazwisko, nazwisko_rodowe');
  says(email, 'adres_email, adresMail');
  says(phone, 'telefon, numer_telefonu, numerTelefonuDomowy, telefon_komórkowy');
  says(birth, 'data_urodzenia');
  says('user.contact.address', 'adres, adres_zamieszkania');
  says('user.contact.address.postal_code', 'kod_pocztowy');
  says(national, 'PESEL, numer_pesel, dowód_osobisty');
  says('user.authorization.password', 'hasło');
  says('user.health_and_medical', 'grupa_krwi, choroby');
});

test('Chinese, in both scripts and in pinyin', () => {
  says(email, '邮箱, 电子邮件, 用户邮箱, 電子郵件, youxiang');
  says(phone, '手机号, 手机号码, 联系电话, 客户手机, 手機號碼, shouji');
  says('user.name', '姓名, 客户姓名, 真實姓名, xingming');
  says(birth, '生日, 出生日期');
  says(national, '身份证号, 用户身份证号码, 身分證字號');
  says('user.contact.address', '地址, 收货地址, 收貨地址');
  says('user.financial.credit_card', '银行卡号');
  says('user.demographic.gender', '性别, 性別');
  says('user.health_and_medical', '血型');
  says('user.name.last', '姓');
  says(undefined, '商品名, 价格, 数量');
});

test('each word of the list stands once in its column, means a category that there is, and is found', () => {
  const seen = new Set<string>();
  for (const [category, columns] of Object.entries(nameWords)) {
    assert.ok(isKnown(category), category);
    for (const [column, list] of Object.entries(columns)) {
      for (const word of list.split(' ')) {
        const place = column === 'attribute' || column === 'han' ? column : 'words';
        assert.ok(!seen.has(`${place} ${word}`), `${word} stands twice`);
        seen.add(`${place} ${word}`);
        assert.match(word, column === 'han' ? /^\p{Script=Han}+$/u : /^[a-z]+$/);
        const subject = column === 'attribute' ? 'attribute' : 'property';
        assert.equal(guessCategory(subject, word), category, word);
      }
    }
  }
});

test('spelling does not matter: words in snake, kebab and camel case, with spaces or dots', () => {
  const word = fc.constantFrom(
    ...'billing email work phone number first name last ip address order id city count of has my sha'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (list) => {
      const titled = list.map((one, i) => (i === 0 ? one : one[0]?.toUpperCase() + one.slice(1))).join('');
      const spellings = [
        list.join('_'),
        list.join('-'),
        list.join(' '),
        list.join('.'),
        list.join('_').toUpperCase(),
        titled,
      ];
      const guesses = spellings.map((spelling) => guessCategory('property', spelling));
      assert.equal(new Set(guesses).size, 1, JSON.stringify([spellings, guesses]));
    }),
    { numRuns: 1000 },
  );
});

test('it never throws, answers with categories that there are, and reads no more than 255 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (name, isAttribute) => {
      const guess = guessCategory(isAttribute ? 'attribute' : 'property', name);
      assert.ok(guess === undefined || findCategory(guess) !== undefined);
    }),
    { numRuns: 2000 },
  );
  const started = performance.now();
  for (const part of ['A', 'a', 'aA', 'Aa_', '_', '名', 'é', 'ß', 'email_'])
    for (let i = 0; i < 20; i += 1) guessCategory('attribute', part.repeat(200_000));
  assert.ok(performance.now() - started < 10_000, 'the time does not grow with the name');
});
