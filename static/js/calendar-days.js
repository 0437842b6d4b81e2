// Days as readers name them.

/** @param {Date} time */
const startOfDay = (time) => new Date(time.getFullYear(), time.getMonth(), time.getDate());

/**
 * Returns the first moment of the week of a time, in the reader's time zone.
 * @param {Date} time
 * @param {number} firstDay of a week: 1 is Monday, 7 is Sunday
 */
export function startOfWeek(time, firstDay) {
  const day = startOfDay(time);
  day.setDate(day.getDate() - ((day.getDay() - firstDay + 7) % 7));
  return day;
}

/**
 * Returns the first day of a week where a language is spoken: Monday if the browser does not know, or the language is
 * none, such as "C", which a browser may have taken from the system.
 * @param {string} language
 * @returns {number}
 */
export function firstDayOfWeek(language) {
  try {
    const locale = /** @type {any} */ (new Intl.Locale(language)); // getWeekInfo is not in all browsers
    return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
  } catch {
    return 1;
  }
}

/**
 * Returns a day in words, as in a sentence: "today", "yesterday", "Tuesday" within a week, else "19 November", with its
 * year if that is another one.
 * @param {Date} time
 * @param {Date} now
 * @param {string} language
 */
export function dayText(time, now, language) {
  const days = Math.round((startOfDay(now).getTime() - startOfDay(time).getTime()) / 864e5);
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
  }
  if (days > 1 && days < 7) {
    return time.toLocaleDateString(language, { weekday: "long" });
  }
  const year = time.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return time.toLocaleDateString(language, { day: "numeric", month: "long", year });
}

/**
 * Returns the text of dayText with a capital, for the start of a line.
 * @param {Date} time
 * @param {Date} now
 * @param {string} language
 */
export function dayHeading(time, now, language) {
  const text = dayText(time, now, language);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
