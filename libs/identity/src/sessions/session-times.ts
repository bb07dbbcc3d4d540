/**
 * How long sessions last. Own technical constants: no rule of a scheme names them. An access token is short-lived
 * because it is shown with every request; an idle evening ends a session, and a week ends it in any case, so that a
 * forgotten one does not stand open (NIST SP 800-63B, 7.2 asks for both kinds of limits).
 */
export const ACCESS_MS = 10 * 60_000;
export const IDLE_MS = 12 * 3_600_000;
export const LONGEST_MS = 7 * 86_400_000;

/** `last_seen_at` is for people: it need not be written at every request. */
export const TOUCH_EVERY_MS = 60_000;

/** A link to set a new password is used at once or not at all. */
export const RESET_MS = 30 * 60_000;
/** Nobody's mailbox is filled by asking again and again. */
export const RESET_SPACING_MS = 5 * 60_000;
