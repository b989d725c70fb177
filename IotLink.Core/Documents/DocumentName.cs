namespace IotLink.Core.Documents;

/// <summary>What a document is to be called when nobody said.</summary>
public static class DocumentName
{
    /// <summary>The one rule's or formula's id; <c>rules</c> and <c>formulas</c> for a list of them; <see cref="DocumentKey.Only"/> for the rest.</summary>
    public static string Suggest(DocumentKind kind, string text)
    {
        var id = kind switch { DocumentKind.Rule => "ruleId", DocumentKind.Formula => "formulaId", DocumentKind.Action => "actionId", _ => null };
        if (id is null) return DocumentKey.Only;
        var name = DocumentMap.Parse(text, [])?.Text(id);
        return name is not null && Devices.Identifier.IsValid(name) ? name : DocumentKey.WordOf(kind) + "s";
    }
}
