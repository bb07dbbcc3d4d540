const DAY_MS = 86_400_000;

/** Writes moments as `Date.toISOString` does, for many of few days: a day is written once. */
export class UtcTexts {
  private readonly days = new Map<number, string>();

  of(ms: number): string {
    const day = Math.floor(ms / DAY_MS);
    let date = this.days.get(day);
    if (date === undefined) {
      date = new Date(day * DAY_MS).toISOString().slice(0, 11);
      this.days.set(day, date);
    }
    const rest = ms - day * DAY_MS;
    const seconds = Math.floor(rest / 1000);
    const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return `${date}${two(hour)}:${two(minute)}:${two(second)}.${three(rest % 1000)}Z`;
  }
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const two = (value: number): string => TWO[value] ?? '';
const three = (value: number): string => (value === 0 ? '000' : String(value).padStart(3, '0'));
