// The categories of data, as data: what each means, and what it is called elsewhere.
//
// The keys are those of fideslang 3.1, so that a data map goes from one system to another; names and words are ours. Three
// keys that the laws below ask for and 3.1 lacks stand under the names that fideslang's next version has for them (marked +).
//
// Columns, between bars:
//   level  0 nothing personal, 1 ordinary, 2 delicate, 3 does harm in wrong hands
//   marks  s  special category: GDPR, Article 9
//          m  shown masked to whoever has no need of it
//          x  never told in answer to a request to know, only described: 11 CCR §7024(d)
//   CCPA   letters of Civil Code §1798.140(v)(1): A identifiers, B customer records (§1798.80(e)), C protected
//          classifications, D commerce, E biometrics, F internet activity, G location, H sound and pictures, I work,
//          J education, K inferences, L sensitive
//   DPV    the nearest term of the W3C Data Privacy Vocabulary 2.2
const table = `
system                                             | 0 |    |      | dpv:NonPersonalData       | System data: what the system itself makes and keeps
system.authentication                              | 0 |    |      | dpv:NonPersonalData       | Access to systems: what systems show each other to be let in
system.operations                                  | 0 |    |      | dpv:NonPersonalData       | Operations: how the system runs
user                                               | 1 |    |      | dpv:PersonalData          | Personal data: about a person, of no kind below
user.account                                       | 1 |    | A    | pd:Profile                | Account: registration, plan and standing with us
user.account.settings                              | 1 |    | F    | pd:Preference             | Account settings: how the person set up the account
user.account.username                              | 1 |    | A    | pd:Username               | User name: the name that signs in
user.authorization                                 | 2 | m  | A    | pd:Authenticating         | Authorisation: what the person may do and how they prove it
user.authorization.biometric                       | 3 | smx| EL   | pd:Biometric              | Biometric sign-in: measured features that unlock
user.authorization.credentials                     | 3 | mx | AL   | pd:Authenticating         | Credentials: tokens, codes, security questions and answers
user.authorization.password                        | 3 | mx | AL   | pd:Password               | Password: also a hash of it
user.behavior                                      | 1 |    | DF   | pd:Behavioral             | Behaviour: what the person was seen to do
user.behavior.browsing_history                     | 1 |    | F    | pd:BrowserHistory         | Browsing: pages and screens that were looked at
user.behavior.media_consumption                    | 1 |    | DF   | pd:ServiceConsumptionBehavior | Media: what was watched, read or heard
user.behavior.purchase_history                     | 1 |    | D    | pd:Purchase               | Purchases: what was bought, or put into a cart
user.behavior.search_history                       | 1 |    | F    | pd:BrowsingBehavior       | Searches: what was looked for
user.biometric                                     | 3 | smx| EL   | pd:Biometric              | Biometrics: measured features of the body
user.biometric.fingerprint                         | 3 | smx| EL   | pd:Fingerprint            | Fingerprint: of a finger, not of a browser
user.biometric.health                              | 3 | smx| BEL  | pd:Biometric              | Measured health: features of the body that tell of health
user.biometric.retinal                             | 3 | smx| EL   | pd:Retina                 | Retina or iris
user.biometric.voice                               | 3 | smx| EHL  | pd:Biometric              | Voice print: what tells a voice from others
user.childrens                                     | 3 | m  | CL   | dpv:PersonalData          | Children: about a child, or that somebody has one
user.contact                                       | 1 | m  | AB   | pd:Contact                | Contact: ways to reach the person
user.contact.address                               | 1 | m  | AB   | pd:PhysicalAddress        | Postal address
user.contact.address.city                          | 1 |    | AB   | pd:City                   | Town
user.contact.address.country                       | 1 |    | AB   | pd:Country                | Country
user.contact.address.postal_code                   | 1 |    | AB   | pd:PostalCode             | Postal code
user.contact.address.state                         | 1 |    | AB   | pd:Region                 | State or province
user.contact.address.street                        | 1 | m  | AB   | pd:Street                 | Street and house
user.contact.email                                 | 1 | m  | A    | pd:EmailAddress           | E-mail address: also a hash of it
user.contact.fax_number                            | 1 | m  | AB   | pd:TelephoneNumber        | Fax number
user.contact.organization                          | 1 |    | BI   | pd:Professional           | Organisation: the one through which the person is reached
user.contact.phone_number                          | 1 | m  | AB   | pd:TelephoneNumber        | Telephone number: also a hash of it
user.contact.url                                   | 1 | m  | A    | pd:PubliclyAvailableSocialMedia | Web address: a site or page of the person
user.content                                       | 1 |    | H    | pd:Communication          | Content: what the person made, or is in
user.content.private                               | 2 | m  | HL   | pd:Communication          | Private content: messages and files that are for few
user.content.public                                | 1 |    | H    | pd:PublicLife             | Public content: reviews and posts for everybody
user.content.self_image                            | 2 | m  | H    | pd:Picture                | Picture of the person
user.criminal_history                              | 3 | m  |      | pd:Criminal               | Criminal history: charges and convictions (GDPR, Article 10)
user.demographic                                   | 1 |    | C    | pd:Demographic            | Demography: features that many people share
user.demographic.age_range                         | 1 |    | C    | pd:AgeRange               | Age: in years, or about
user.demographic.citizenship_or_immigration_status | 3 | m  | CL   | pd:Citizenship            | Citizenship and residence status +
user.demographic.date_of_birth                     | 2 | m  | BC   | pd:BirthDate              | Date of birth
user.demographic.gender                            | 1 |    | C    | pd:Gender                 | Gender
user.demographic.language                          | 1 |    | C    | pd:Language               | Language
user.demographic.marital_status                    | 1 |    | C    | pd:MaritalStatus          | Marital status
user.demographic.philosophical_belief              | 3 | sm | CL   | pd:PhilosophicalBelief    | Philosophical belief +
user.demographic.political_opinion                 | 3 | sm | C    | pd:PoliticalOpinion       | Political opinion: also membership of a party
user.demographic.profile                           | 1 |    | K    | pd:IndividualProfile      | Interests: tastes and leanings, told or inferred
user.demographic.race_ethnicity                    | 3 | sm | CL   | pd:EthnicOrigin           | Race or ethnic origin
user.demographic.religious_belief                  | 3 | sm | CL   | pd:ReligiousBelief        | Religion
user.demographic.sexual_orientation                | 3 | sm | CL   | pd:Sexual                 | Sexual orientation: also sex life
user.demographic.union_membership                  | 3 | sm | IL   | pd:TradeUnionMembership   | Trade union +
user.device                                        | 1 |    | AF   | pd:DeviceBased            | Device: model, software and settings
user.device.cookie                                 | 1 |    | AF   | pd:Tracking               | Cookie: what a cookie holds
user.device.cookie_id                              | 1 |    | A    | pd:Identifier             | Cookie id
user.device.device_id                              | 1 |    | A    | pd:UID                    | Device id: also an advertising id
user.device.ip_address                             | 1 | m  | AF   | pd:IPAddress              | IP address
user.financial                                     | 2 | m  | B    | pd:Financial              | Finances: income, debts, standing
user.financial.bank_account                        | 3 | mx | BL   | pd:BankAccount            | Bank account
user.financial.credit_card                         | 3 | mx | BL   | pd:PaymentCardNumber      | Payment card
user.government_id                                 | 3 | mx | ABL  | pd:OfficialID             | Official id: given by a state
user.government_id.birth_certificate               | 3 | mx | AB   | pd:OfficialID             | Birth certificate
user.government_id.drivers_license_number          | 3 | mx | ABL  | pd:OfficialID             | Driving licence number
user.government_id.immigration                     | 3 | mx | ACL  | pd:OfficialID             | Residence paper: visa or permit number
user.government_id.national_identification_number  | 3 | mx | ABL  | pd:OfficialID             | National number: identity card, social security, personal tax
user.government_id.passport_number                 | 3 | mx | ABL  | pd:Passport               | Passport number
user.government_id.vehicle_registration            | 2 | m  | A    | pd:VehicalLicenseNumber   | Number plate
user.health_and_medical                            | 3 | sm | BCL  | pd:MedicalHealth          | Health: illness, treatment, disability, pregnancy
user.health_and_medical.genetic                    | 3 | sm | CL   | pd:Genetic                | Genetic data
user.health_and_medical.insurance_beneficiary_id   | 3 | smx| BL   | pd:Insurance              | Health insurance number
user.health_and_medical.record_id                  | 3 | smx| BL   | pd:HealthRecord           | Patient number: of a medical record
user.job_title                                     | 1 |    | BI   | pd:Job                    | Occupation
user.location                                      | 2 | m  | G    | pd:Location               | Whereabouts: where the person is or was
user.location.imprecise                            | 1 |    | G    | pd:Location               | Rough whereabouts: no nearer than 500 metres
user.location.precise                              | 3 | m  | GL   | pd:GPSCoordinate          | Exact whereabouts: nearer than 500 metres
user.name                                          | 1 | m  | AB   | pd:Name                   | Name of a person
user.name.first                                    | 1 | m  | AB   | pd:Name                   | First name
user.name.last                                     | 1 | m  | AB   | pd:Name                   | Last name
user.payment                                       | 2 | m  | BD   | pd:Transaction            | Payments: how and when the person paid
user.privacy_preferences                           | 1 |    |      | pd:PrivacyPreference      | Privacy choices: consents, objections, signals
user.sensor                                        | 2 | m  | H    | pd:DeviceBased            | Sensor data: of devices around the person
user.social                                        | 1 |    | F    | pd:SocialNetwork          | Social life: friends, followers, reactions
user.telemetry                                     | 1 |    | F    | pd:DeviceBased            | Telemetry: readings that lead to a person
user.unique_id                                     | 1 |    | A    | pd:UID                    | Id: that a system gave the person
user.unique_id.pseudonymous                        | 1 |    | A    | pd:Identifier             | Pseudonym: an id that alone tells nobody who it is
user.user_sensor                                   | 2 | m  | H    | pd:DeviceBased            | Sensed surroundings: measured while the person used the system
user.workplace                                     | 1 |    | BI   | pd:CurrentEmployment      | Workplace: the employer
`;

export const ccpaLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'] as const;
export type CcpaLetter = (typeof ccpaLetters)[number];

export type Category = {
  /** Its place in the tree, from the root: `user.contact.email`. */
  key: string;
  parent: string | null;
  name: string;
  description: string;
  /** Term of the Data Privacy Vocabulary: `pd:` for its personal data, `dpv:` for its core. */
  dpv: string;
  /** Letters of §1798.140(v)(1). */
  ccpa: readonly CcpaLetter[];
  ccpa_sensitive: boolean;
  /** GDPR, Article 9. */
  gdpr_special: boolean;
  /** 0 nothing personal, 1 ordinary, 2 delicate, 3 does harm in wrong hands. */
  sensitivity: number;
  masked: boolean;
  never_disclosed: boolean;
};

function toCategory(line: string): Category {
  const [key = '', level, marks = '', letters = '', dpv = '', words = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  const [name = '', description = name] = words.replace(/ \+$/, '').split(': ');
  const ccpa = [...letters] as CcpaLetter[];
  return {
    ...{
      key,
      parent: key.includes('.') ? key.slice(0, key.lastIndexOf('.')) : null,
      name,
      description,
      dpv,
      ccpa,
    },
    ccpa_sensitive: ccpa.includes('L'),
    gdpr_special: marks.includes('s'),
    sensitivity: Number(level),
    masked: marks.includes('m'),
    never_disclosed: marks.includes('x'),
  };
}

/** All categories, a parent before its children. */
export const taxonomy: readonly Category[] = table.trim().split('\n').map(toCategory);
