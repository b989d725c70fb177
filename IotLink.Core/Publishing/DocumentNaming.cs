using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Publishing;

/// <summary>Under which key a text belongs, from what it says itself.</summary>
public static class DocumentNaming
{
    /// <param name="name">null: as <see cref="DocumentName.Suggest"/> says.</param>
    /// <returns>null when the text does not say which product it is about.</returns>
    public static DocumentKey? KeyOf(DocumentKind kind, string text, string? name = null)
    {
        var key = new DocumentKey(kind, ProductOf(kind, text), name ?? DocumentName.Suggest(kind, text));
        return key.IsValid ? key : null;
    }

    private static ProductId? ProductOf(DocumentKind kind, string text)
    {
        if (kind == DocumentKind.Contract) return ContractDocument.Read(text, [])?.Product;
        var said = DocumentMap.Parse(text, [])?.Text(kind == DocumentKind.Spec ? "product" : "productId");
        return ProductId.TryParse(said, out var product) ? product : null;
    }
}
