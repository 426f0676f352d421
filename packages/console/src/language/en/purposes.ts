// English: Purposes.
export const purposes = {
  about:
    'What people’s data may be used for, and on what ground. Every read, message and export names one of these.',
  basis: {
    contract: 'Needed to do what was agreed with the person (contract).',
    legitimate_interest: 'In the company’s legitimate interest; a person may object.',
    consent: 'Only if the person agreed (consent).',
    legal_obligation: 'Required by law.',
    vital_interest: 'To protect someone’s life.',
    public_task: 'For a task in the public interest.',
  },
  model: {
    none: 'Nobody has to be asked.',
    notice: 'People are told; nobody has to be asked.',
    opt_out: 'Permitted until a person objects.',
    opt_in: 'Denied until a person agrees.',
    explicit: 'Denied until a person agrees in so many words.',
  },
  picker: { label: 'Seen for', title: 'Show what this purpose may see' },
  reason: {
    basis_contract: 'It is needed for what was agreed, and nobody objected.',
    basis_legitimate_interest: 'It rests on legitimate interest, and this person has not objected.',
    basis_legal_obligation: 'The law requires it.',
    basis_vital_interest: 'It protects someone’s life.',
    basis_public_task: 'It is a task in the public interest.',
    consent_unknown: 'It needs consent, and this person was never asked or never answered.',
    consent_given: 'This person agreed.',
    consent_withdrawn: 'This person withdrew their consent.',
    consent_expired: 'This person’s consent has expired.',
    objected: 'This person objected.',
    not_collected_for_purpose: 'It was not collected for this purpose.',
  },
  starter: {
    service: {
      name: 'Customer service',
      meaning: 'Answer and help customers with what they bought or asked for.',
    },
    messageTransactional: {
      name: 'Transactional messages',
      meaning: 'Messages that belong to an order or an account, such as receipts.',
    },
    identityLink: {
      name: 'Recognise across devices',
      meaning: 'Link what one person did on several devices and channels.',
    },
    analytics: { name: 'Analytics', meaning: 'Count and measure how our offers are used.' },
    personalisation: {
      name: 'Personalisation',
      meaning: 'Choose content and offers by what a person did before.',
    },
    marketingEmail: { name: 'Marketing by e-mail', meaning: 'Send offers and news by e-mail.' },
    marketingSms: { name: 'Marketing by SMS', meaning: 'Send offers and news by text message.' },
    marketingPush: { name: 'Marketing by push', meaning: 'Send offers and news to devices.' },
    marketingPhone: { name: 'Marketing by phone', meaning: 'Call with offers.' },
    marketingAds: { name: 'Advertising', meaning: 'Choose the advertisements that a person sees elsewhere.' },
    sharing: { name: 'Sharing', meaning: 'Give data to partners for their own use.' },
    sale: { name: 'Sale', meaning: 'Give data to others for money or another advantage.' },
    compliance: {
      name: 'Compliance',
      meaning: 'Fulfil legal duties, such as answering requests about personal data.',
    },
  },
  title: 'Purposes',
  version: 'Version {{version}}',
} as const;
