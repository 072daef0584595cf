// Stands in for nodemailer's table of file types in the bundles: 76 KB to guess from a file name what our one attachment,
// the calendar object, says of itself.
export const detectMimeType = (): string => "application/octet-stream";
export const detectExtension = (): string => "bin";
