// How the test of the document calls the operations of channels, templates and messages.
export type Call = {
  params?: Record<string, string>;
  query?: string;
  body?: object | string;
  status?: number;
};

export const aReceipt = {
  title: 'Receipt',
  contents: {
    email: { en: { subject: 'Your order {{ order.id }}', html: '<p>Thank you, {{ person.plan }}</p>' } },
  },
};
const ofReceipt = { params: { slug: 'receipt' } };
const filledIn = { channel: 'email', variables: { order: { id: '1' } } };

const sarah = { type: 'email', value: 'sarah@example.com' };

const templateCalls: Record<string, Call> = {
  listTemplates: {},
  createTemplate: { body: { ...aReceipt, slug: 'other', purpose: 'message.transactional' } },
  getTemplate: ofReceipt,
  changeTemplate: { ...ofReceipt, body: { ...aReceipt, expected_version: 1 } },
  publishTemplate: { ...ofReceipt, body: {} },
  archiveTemplate: { ...ofReceipt, body: { archived: false } },
  listReadyMadeTemplates: {},
  addReadyMadeTemplate: { params: { name: 'welcome' }, body: {}, status: 201 },
  listTemplateVersions: ofReceipt,
  getTemplateVersion: { params: { slug: 'receipt', version: '1' } },
  previewTemplate: {
    body: { ...filledIn, template: 'receipt', person: sarah },
  },
  testTemplate: { ...ofReceipt, body: { ...filledIn, to: 'stranger@example.com' }, status: 422 },
};

const anAccount = {
  ...{ title: 'Orders', provider: 'http' },
  settings: { url: 'https://shop.example/hook', secret: `whsec_${'c2VjcmV0'.repeat(5)}` },
};
const orders = { params: { channel: 'webhook', slug: 'orders' } };
const channelCalls: Record<string, Call> = {
  listChannels: {},
  createChannelAccount: { params: { channel: 'webhook' }, body: { ...anAccount, slug: 'orders' } },
  changeChannelAccount: { ...orders, body: { ...anAccount, expected_version: 1 } },
  testChannelAccount: { params: { channel: 'email', slug: 'outbox' } },
  removeChannelAccount: orders,
};

const messageCalls: Record<string, Call> = {
  listMessages: {},
  sendMessage: { body: { to: sarah, template: 'receipt', key: 'order-1' } },
  getMessage: { params: { id: '1' } },
  retryMessage: { params: { id: '99' }, status: 404 },
  cancelMessage: { params: { id: '99' }, status: 404 },
  listOutbox: { query: 'purpose=message.transactional' },
  getOutboxMail: { params: { id: '99' }, query: 'purpose=message.transactional', status: 404 },
};

const aCampaign = {
  ...{ title: 'Spring', template: 'receipt', audience: { segments: ['buyers'] } },
  ...{ channel: { by: 'fixed', channel: 'email' }, when: { kind: 'once' } },
};
const { title: _title, ...aPlan } = aCampaign;
const spring = { params: { slug: 'spring' } };

const campaignCalls: Record<string, Call> = {
  listCampaigns: {},
  createCampaign: { body: { ...aCampaign, slug: 'spring' } },
  getCampaign: spring,
  changeCampaign: { ...spring, body: { ...aCampaign, throttle: 100, expected_version: 1 } },
  deleteCampaign: { params: { slug: 'summer' }, status: 404 },
  // Its template is not published.
  startCampaign: { ...spring, status: 422 },
  estimateCampaign: { ...spring, status: 422 },
  estimatePlan: { body: { plan: aPlan }, status: 422 },
  pauseCampaign: { ...spring, status: 409 },
  resumeCampaign: { ...spring, status: 409 },
  cancelCampaign: spring,
  getCampaignResults: spring,
  listCampaignRuns: spring,
};

export const engageCalls: Record<string, Call> = {
  ...{ ...channelCalls, ...templateCalls, ...messageCalls },
  ...campaignCalls,
  listPhoneTasks: {},
  claimPhoneTask: { params: { id: '99' }, status: 404 },
  endPhoneTask: { params: { id: '99' }, body: { outcome: 'reached' }, status: 404 },
  createInAppToken: { body: { subject: sarah }, status: 201 },
  getInApp: { params: sarah },
  readInApp: { params: { ...sarah, id: '99' }, status: 404 },
  clickInApp: { params: { ...sarah, id: '99' }, status: 404 },
  getMessageRules: {},
  setMessageRules: { body: { time_zone: 'Europe/Warsaw', quiet_hours: [], caps: [], priorities: [] } },
};
