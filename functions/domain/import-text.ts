/** What a cell says: composed, without the spaces and direction marks that programs leave around text. */
export function cleaned(cell: string): string {
  return cell
    .normalize("NFC")
    .replaceAll(/[\u200E\u200F]/g, "")
    .replaceAll(/[\u00A0\u2007\u202F]/g, " ")
    .trim();
}

const MOST = 200;

/** Why a line of text cannot be taken, and what to do; undefined where it can. */
export function textFault(text: string): string | undefined {
  if (text === "") return "is empty; fill it in";
  if (text.length > MOST) return `is longer than ${MOST} characters; shorten it`;
  if (/[\r\n\u0085\u2028\u2029]/.test(text)) return "has a line break within; write it on one line";
  if (/[\u202A-\u202E\u2066-\u2069]/.test(text))
    return "has invisible characters that turn the direction of writing; type it again by hand";
  if (/[\u200B\u2060\uFEFF]/.test(text)) return "has invisible characters; type it again by hand";
  if (/\p{Cc}/u.test(text)) return "has control characters; type it again by hand";
  if (!text.isWellFormed() || text.includes("\uFFFD"))
    return "has a damaged character (shown as � or a box); type it again and save the file as UTF-8";
  if (/^[=+\-@＝＋－＠]/u.test(text))
    return "begins with a sign that a spreadsheet takes for a formula (= + - @); write the plain text";
  if (/^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/i.test(text))
    return "holds an error of the spreadsheet; write the text itself";
  if (!/[\p{L}\p{N}]/u.test(text)) return "has neither a letter nor a digit; write it out";
  return undefined;
}
