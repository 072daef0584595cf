/** What a member of the staff may do, by role: one group of the user pool each. */
export const staffRoles = {
  admin: "everything, and who else is on the staff",
  officer: "convene, draft, review, release, record and publish",
  viewer: "look at everything, change nothing",
} as const;
export type StaffRole = keyof typeof staffRoles;
export const roles = Object.keys(staffRoles).filter((role): role is StaffRole => role in staffRoles);
