// 简体中文: the words of the preference centre.
import type { Texts } from './texts.ts';

export const zhHans: Texts = {
  language: 'zh-Hans',
  self: '简体中文',
  languages: '语言',
  title: '您的选择',
  intro: '我们可以把您的资料用于什么，由您决定。您的选择立即生效。',
  contact: '本页面对应 {contact}。',
  messages: '我们可以向您发送什么',
  uses: '我们可以把您的数据用于什么',
  always: '履行您的订单所需，或法律要求',
  on: '已开启',
  off: '已关闭',
  unasked: '尚未询问过您。',
  since: '自 {at}',
  notice: '此前您阅读过《{title}》。',
  saidBy: {
    consented: '您已同意。',
    refused: '您已拒绝。',
    withdrawn: '您已撤回同意。',
    objected: '您已提出反对。',
    signal: '您的浏览器代您表明。',
    other: '已有人代您表明。',
  },
  basis: '我们基于正当利益。您可以随时提出反对。',
  allow: '允许',
  stop: '停止',
  refuse: '拒绝',
  allowOf: '允许：{purpose}',
  stopOf: '停止：{purpose}',
  refuseOf: '拒绝：{purpose}',
  saved: '已保存，立即生效。',
  changed: '此选项的文字在此期间有更改。请重新阅读后再选择。',
  ended: '此链接无法打开任何内容',
  endedWords: '它已失效或不完整。请使用较新消息中的链接，或索取新的链接。',
  unsubscribe: '停止这些消息',
  unsubscribeWords: '按一下，我们即停止：{purpose}。',
  unsubscribeAll: '停止所有广告',
  unsubscribed: '完成，我们已停止。',
  toAll: '您的所有选择',
  purposes: {
    service: {
      name: '为您的购买提供帮助',
      description: '回答您的问题，协助处理您购买或咨询的事项。',
    },
    'message.transactional': {
      name: '与您的订单有关的消息',
      description: '收据、配送、您的账户。',
    },
    'identity.link': {
      name: '在您的各个设备上认出您',
      description: '把您在手机、电脑和门店的行为看作同一个人的行为。',
    },
    analytics: {
      name: '统计我们的商品如何被使用',
      description: '衡量哪些内容被浏览和购买，以便改进。',
    },
    personalisation: {
      name: '适合您的建议',
      description: '根据您以前的行为，选择向您展示和推荐的内容。',
    },
    'marketing.email': {
      name: '以电子邮件发送优惠',
      description: '我们写信告诉您优惠与消息。',
    },
    'marketing.sms': {
      name: '以短信发送优惠',
      description: '我们用短信告诉您优惠与消息。',
    },
    'marketing.push': {
      name: '在您的设备上提示优惠',
      description: '我们的应用和网页告诉您优惠与消息。',
    },
    'marketing.phone': {
      name: '优惠电话',
      description: '我们致电告诉您优惠。',
    },
    'marketing.ads': {
      name: '其他地方的广告',
      description: '选择您在其他网站和应用中看到的我们的广告。',
    },
    sharing: {
      name: '与合作伙伴共享',
      description: '把有关您的数据交给合作伙伴自行使用。',
    },
    sale: {
      name: '出售数据',
      description: '为金钱或其他利益，把有关您的数据交给他人。',
    },
    compliance: {
      name: '法律对我们的要求',
      description: '保存并出示我们必须保存的内容，例如当您询问我们了解您什么时。',
    },
  },
};
