// 简体中文: the words of the preference centre.
import type { Texts } from './texts.ts';

export const zhHans: Texts = {
  language: 'zh-Hans',
  self: '简体中文',
  languages: '语言',
  title: '您的选择',
  intro: '我们可以把您的资料用于什么，由您决定。您的选择立即生效。',
  contact: '本页面对应 {contact}。',
  choices: '由您决定',
  always: '履行您的订单所需，或法律要求',
  on: '已开启',
  off: '已关闭',
  unasked: '已关闭：尚未询问过您',
  since: '自 {at}',
  notice: '此前您阅读过《{title}》。',
  saidBy: {
    consented: '您已同意',
    refused: '您已拒绝',
    withdrawn: '您已撤回同意',
    objected: '您已提出反对',
    signal: '您的浏览器代您表明',
    other: '已有人代您表明',
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
      name: '客户服务',
      description: '就顾客购买或询问的事项提供答复与协助。',
    },
    'message.transactional': {
      name: '交易消息',
      description: '属于订单或账户的消息，例如收据。',
    },
    'identity.link': {
      name: '跨设备识别',
      description: '将一个人在多个设备与渠道上的行为关联起来。',
    },
    analytics: {
      name: '分析',
      description: '统计与衡量我们的服务如何被使用。',
    },
    personalisation: {
      name: '个性化',
      description: '依据一个人过去的行为选择内容与优惠。',
    },
    'marketing.email': {
      name: '电子邮件营销',
      description: '以电子邮件寄送优惠与消息。',
    },
    'marketing.sms': {
      name: '短信营销',
      description: '以短信发送优惠与消息。',
    },
    'marketing.push': {
      name: '推送营销',
      description: '将优惠与消息推送到设备。',
    },
    'marketing.phone': {
      name: '电话营销',
      description: '以电话提供优惠。',
    },
    'marketing.ads': {
      name: '广告',
      description: '选择一个人在其他地方看到的广告。',
    },
    sharing: {
      name: '共享',
      description: '将数据交给合作伙伴自行使用。',
    },
    sale: {
      name: '出售',
      description: '为金钱或其他利益将数据交给他人。',
    },
    compliance: {
      name: '合规',
      description: '履行法律义务，例如回复个人信息的请求。',
    },
  },
};
