/**
 * What MiniStack cannot do, each with its reason; a test fails where one is no longer true, as far as that shows on it from outside.
 * Everything else that fails there is a fault of ours.
 */
export const cannot = {
  unknownTypes:
    "its CloudFormation refuses a template with a resource of these types (below), so the test takes them out. Nothing of the main job reads the archive: the ledger has every fact.",
  secretRef:
    "its CloudFormation gives a secret's name where `Ref` gives its ARN on AWS. In the test, the ARN is asked for as an attribute.",
  dkimTokens:
    "its SES identities have no DKIM tokens as attributes, which the outputs to paste into the DNS are made of. In the test, a word stands for each.",
  firstPasswords:
    "its user pools make a new account's first password too short for their own policy and then refuse it. In the test, the staff's passwords may have eight characters.",
  scheduleGroups:
    "its IAM takes every schedule for one of the group `default`, whatever group it is made in. So whoever may make schedules of the stage's group may, in the test, make them there as well.",
  sendMessageBatch:
    "its IAM asks for sqs:SendMessageBatch, which is no action of AWS's IAM: there, sqs:SendMessage allows it. Whoever may do the one may, in the test, do the other.",
  sendEmail:
    "its IAM sees neither the identity, the configuration set nor the from-address of a mail. In the test, who may send may send as anybody; the local stack holds the product to all three.",
  sesEvents:
    "its SES tells no event of a mail, to no bus, and its bus takes none of a source of AWS's from anybody, as AWS's does not. The test puts them on the default bus in SES's own shape under a source of its own, which the test adds to the two rules.",
  inputPaths:
    "its input transformers know no place in a list (`tags.mail[0]`): they look for a field of that very name. The test's events of SES have such a field beside the list.",
  rawMails:
    "its SES keeps the subject and the two texts of a raw mail, and neither its calendar objects nor its tags. The test reads those on the wire between the functions and SES.",
  runningFunctions:
    "it ends a function in the midst of its work when its code changes; Lambda lets it finish. The test's events of SES follow their mails at once, as SES's own do, and say of each mail that such a function left half-way that it was sent.",
  slowStacks:
    "its CloudFormation is done in an instant: no second deploy ever meets a stack under way. What is seen here of two deploys at once is the CDK's own lock.",
} as const;

export const unknownTypes = ["AWS::Events::Archive"] as const;
/** What the test's events of SES come from. */
export const SES_SOURCE = "test.ses";
