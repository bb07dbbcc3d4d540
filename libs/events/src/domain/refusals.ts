import { fault, malformed, Refusal } from '@carbon/kernel';

export function webhookUnknown(id: string): Refusal {
  return new Refusal(
    'WEBHOOK_UNKNOWN',
    404,
    { zh: `没有推送订阅 ${id}`, en: `There is no webhook ${id}` },
    { details: { id } },
  );
}

export function deliveryUnknown(id: string): Refusal {
  return new Refusal(
    'WEBHOOK_DELIVERY_UNKNOWN',
    404,
    { zh: `没有推送记录 ${id}`, en: `There is no delivery ${id}` },
    { details: { id } },
  );
}

export function webhookEnded(id: string): Refusal {
  return new Refusal(
    'WEBHOOK_ENDED',
    409,
    { zh: `推送订阅 ${id} 已停用`, en: `The webhook ${id} is switched off` },
    { details: { id } },
  );
}

export function tooManyWebhooks(limit: number): Refusal {
  return new Refusal(
    'WEBHOOK_TOO_MANY',
    409,
    { zh: `每个机构至多 ${limit} 个推送订阅`, en: `A holder has at most ${limit} webhooks` },
    { details: { limit: limit.toString() } },
  );
}

export function addressRefused(): Refusal {
  return malformed([
    fault(
      'url',
      'https-public',
      'must be an https:// address of the public internet, without user name or fragment',
      '须为公网 https:// 网址，且不含用户名或片段',
    ),
  ]);
}
