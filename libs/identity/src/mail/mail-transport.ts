import { createTransport, type Transporter } from 'nodemailer';
import type { Letter } from './letters';

/** Carries a letter to an address. */
export abstract class MailTransport {
  /** @throws when it could not be handed over; it will be tried again */
  abstract send(to: string, letter: Letter): Promise<void>;
}

export interface SmtpOptions {
  /** `smtps://user:password@host:465` or `smtp://host:587`, which must offer STARTTLS. */
  readonly url: string;
  readonly from: string;
}

/** Hands letters to an SMTP server, over TLS only. */
export class SmtpTransport extends MailTransport {
  private readonly transporter: Transporter;

  constructor(private readonly options: SmtpOptions) {
    super();
    this.transporter = createTransport({ url: options.url, requireTLS: !options.url.startsWith('smtps:') });
  }

  async send(to: string, { subject, text }: Letter): Promise<void> {
    // as one address, whatever it holds: never read as a list
    const address = { name: '', address: to };
    await this.transporter.sendMail({ from: this.options.from, to: address, subject, text });
  }
}
