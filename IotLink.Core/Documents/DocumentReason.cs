namespace IotLink.Core.Documents;

/// <summary>Why a step of a document's life was refused: stable codes, the same in the portal, the command line and the log.</summary>
public static class DocumentReason
{
    /// <summary>The person has not the right. Also when somebody would approve what they wrote on themselves.</summary>
    public const string NotAllowed = "document.not_allowed";

    /// <summary>There is no such document or version, for this viewer.</summary>
    public const string Unknown = "document.unknown";

    /// <summary>The key, the canary's scope or the text's size is wrong.</summary>
    public const string Invalid = "document.invalid";

    /// <summary>The text is about another product than the key says.</summary>
    public const string OtherProduct = "document.other_product";

    /// <summary>Somebody else is editing; the detail names them.</summary>
    public const string Owned = "document.owned";

    /// <summary>The draft has changed since it was read; the detail says by whom and when.</summary>
    public const string Conflict = "document.conflict";

    /// <summary>The step does not follow from the state it is in.</summary>
    public const string State = "document.state";

    /// <summary>The author or a contributor cannot be the second person.</summary>
    public const string SamePerson = "document.same_person";

    /// <summary>The approval was for another text.</summary>
    public const string OtherText = "document.other_text";

    /// <summary>The text has faults or a red test; they are listed.</summary>
    public const string Red = "document.red";

    /// <summary>A reason is missing.</summary>
    public const string NoReason = "document.no_reason";

    /// <summary>Another document of the product is on canary.</summary>
    public const string CanaryBusy = "document.canary_busy";

    /// <summary>Nothing would change.</summary>
    public const string Same = "document.same";
}
