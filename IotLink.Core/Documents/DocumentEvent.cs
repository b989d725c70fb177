namespace IotLink.Core.Documents;

/// <summary>One step of a document's life. Kept with the document, in the transaction of the step.</summary>
/// <param name="Action">Second half of the audit's verb: <c>submit</c> of <c>document.submit</c>.</param>
/// <param name="Version">The version it made or was about; null for a draft.</param>
/// <param name="Note">Reason or comment in the person's own words; empty when none was given.</param>
public sealed record DocumentEvent(DocumentKey Document, DateTimeOffset At, Person By, string Action, int? Version, string Note);
