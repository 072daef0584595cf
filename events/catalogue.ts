import { addRendition } from "#events/commands/add-rendition.v1";
import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { cancelMeeting } from "#events/commands/cancel-meeting.v1";
import { changeFocalPoint } from "#events/commands/change-focal-point.v1";
import { changeModality } from "#events/commands/change-modality.v1";
import { changeQuota } from "#events/commands/change-quota.v1";
import { changeRoom } from "#events/commands/change-room.v1";
import { clearDocument } from "#events/commands/clear-document.v1";
import { closeRound } from "#events/commands/close-round.v1";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { correctDocument } from "#events/commands/correct-document.v1";
import { correctTitle } from "#events/commands/correct-title.v1";
import { defineTags } from "#events/commands/define-tags.v1";
import { draftDocument } from "#events/commands/draft-document.v1";
import { draftRound } from "#events/commands/draft-round.v1";
import { endFocalPoint } from "#events/commands/end-focal-point.v1";
import { expectDocument } from "#events/commands/expect-document.v1";
import { extendDeadline } from "#events/commands/extend-deadline.v1";
import { handOverChair } from "#events/commands/hand-over-chair.v1";
import { importContacts } from "#events/commands/import-contacts.v1";
import { importParties } from "#events/commands/import-parties.v1";
import { markAttendance } from "#events/commands/mark-attendance.v1";
import { postponeMeeting } from "#events/commands/postpone-meeting.v1";
import { publishDocument } from "#events/commands/publish-document.v1";
import { recordAnswer } from "#events/commands/record-answer.v1";
import { recordMeeting } from "#events/commands/record-meeting.v1";
import { releaseRound } from "#events/commands/release-round.v1";
import { relocateMeeting } from "#events/commands/relocate-meeting.v1";
import { rescheduleMeeting } from "#events/commands/reschedule-meeting.v1";
import { reviewRound } from "#events/commands/review-round.v1";
import { settleMails } from "#events/commands/settle-mails.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import { stopRound } from "#events/commands/stop-round.v1";
import { submitRound } from "#events/commands/submit-round.v1";
import { testRound } from "#events/commands/test-round.v1";
import { dialogueChairPassed } from "#events/dialogue/chair-passed.v1";
import { dialogueContactsImported } from "#events/dialogue/contacts-imported.v1";
import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { dialoguePartiesImported } from "#events/dialogue/parties-imported.v1";
import { dialogueTagsDefined } from "#events/dialogue/tags-defined.v1";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { invitationFocalPointReplaced } from "#events/invitation/focal-point-replaced.v1";
import { invitationMailsSilenced } from "#events/invitation/mails-silenced.v1";
import { invitationNominationProposed } from "#events/invitation/nomination-proposed.v1";
import { invitationQuotaChanged } from "#events/invitation/quota-changed.v1";
import { invitationRoundClosed } from "#events/invitation/round-closed.v1";
import { invitationRoundDrafted } from "#events/invitation/round-drafted.v1";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { invitationRoundReviewed } from "#events/invitation/round-reviewed.v1";
import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { invitationRoundSubmitted } from "#events/invitation/round-submitted.v1";
import { invitationRoundTested } from "#events/invitation/round-tested.v1";
import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import { mailSettled } from "#events/mail/settled.v1";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { meetingConvened } from "#events/meeting/convened.v1";
import { meetingEnded } from "#events/meeting/ended.v1";
import { meetingRecorded } from "#events/meeting/recorded.v1";
import { meetingRoomChanged } from "#events/meeting/room-changed.v1";
import { registrationAttended } from "#events/registration/attended.v1";
import { registrationCancelled } from "#events/registration/cancelled.v1";
import { registrationRegistered } from "#events/registration/registered.v1";
import { reminderStepFired } from "#events/reminder/step-fired.v1";
import { reminderStepsPlanned } from "#events/reminder/steps-planned.v1";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportCorrectionDrafted } from "#events/report/correction-drafted.v1";
import { reportDocumentCleared } from "#events/report/document-cleared.v1";
import { reportDocumentDrafted } from "#events/report/document-drafted.v1";
import { reportDocumentExpected } from "#events/report/document-expected.v1";
import { reportDocumentMarked } from "#events/report/document-marked.v1";
import { reportPublished } from "#events/report/published.v1";
import { reportRenditionAdded } from "#events/report/rendition-added.v1";

/** Every fact that may be published. A fact that is not here does not exist; the tests hold tree, rules and samples against this list. */
export const facts = [
  invitationMailsSilenced,
  dialogueChairPassed,
  dialogueContactsImported,
  dialogueFocalPointChanged,
  dialoguePartiesImported,
  dialogueTagsDefined,
  invitationAnswered,
  invitationFocalPointReplaced,
  invitationDelegationTold,
  invitationNominationProposed,
  invitationQuotaChanged,
  invitationRoundClosed,
  invitationRoundDrafted,
  invitationRoundReleased,
  invitationRoundReviewed,
  invitationRoundStopped,
  invitationRoundSubmitted,
  invitationRoundTested,
  mailBatchOpened,
  mailSettled,
  meetingChairHandedOver,
  meetingChanged,
  meetingConvened,
  meetingEnded,
  meetingRecorded,
  registrationAttended,
  meetingRoomChanged,
  registrationCancelled,
  registrationRegistered,
  reminderStepFired,
  reminderStepsPlanned,
  reportCorrected,
  reportCorrectionDrafted,
  reportDocumentCleared,
  reportDocumentDrafted,
  reportDocumentExpected,
  reportDocumentMarked,
  reportPublished,
  reportRenditionAdded,
] as const;

/** Every command that may be asked. */
export const commands = [
  silenceMails,
  addRendition,
  answerInvitation,
  changeFocalPoint,
  clearDocument,
  closeRound,
  conveneMeeting,
  correctDocument,
  defineTags,
  draftDocument,
  draftRound,
  endFocalPoint,
  expectDocument,
  handOverChair,
  importContacts,
  importParties,
  markAttendance,
  cancelMeeting,
  changeModality,
  changeQuota,
  changeRoom,
  correctTitle,
  extendDeadline,
  postponeMeeting,
  publishDocument,
  recordAnswer,
  recordMeeting,
  releaseRound,
  relocateMeeting,
  rescheduleMeeting,
  reviewRound,
  settleMails,
  stopRound,
  submitRound,
  testRound,
] as const;

/** Contracts by type, for whoever meets an event whose type is only known at run time. */
export const factsByType: ReadonlyMap<string, (typeof facts)[number]> = new Map(
  facts.map((contract) => [contract.type, contract]),
);
export const commandsByType: ReadonlyMap<string, (typeof commands)[number]> = new Map(
  commands.map((contract) => [contract.type, contract]),
);
