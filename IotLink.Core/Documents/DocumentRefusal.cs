namespace IotLink.Core.Documents;

/// <param name="Code">One of <see cref="DocumentReason"/>.</param>
/// <param name="Detail">What stands in the way, and what to do; English, for logs and the command line.</param>
public sealed record DocumentRefusal(string Code, string Detail)
{
    /// <summary>What is wrong with the text, for <see cref="DocumentReason.Red"/>.</summary>
    public IReadOnlyList<DocumentFault> Faults { get; init; } = [];
}

/// <summary>What a step came to: the document afterwards, or why not.</summary>
/// <param name="Document">null exactly when it was refused.</param>
public readonly record struct DocumentStep(RegisteredDocument? Document, DocumentEvent? Event, DocumentRefusal? Refusal)
{
    public static implicit operator DocumentStep(DocumentRefusal refusal) => new(null, null, refusal);
}
