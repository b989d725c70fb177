using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Publishing;

/// <summary>
/// Where a document lies in an exported folder: <c>prod-a/spec.yaml</c>, <c>prod-a/rule/NAME.yaml</c>, and under <c>_</c> what is for all
/// products. The text is the file, so that a change is a change of lines and nothing else.
/// </summary>
public static class DocumentFolder
{
    private const string Ending = ".yaml", AllProducts = "_", Colon = "%3A";

    /// <summary>With <c>/</c>, relative to the folder. A colon, which Windows takes in no name, is written as in an address.</summary>
    public static string PathOf(DocumentKey key)
    {
        var folder = key.Product?.Value ?? AllProducts;
        var word = DocumentKey.WordOf(key.Kind);
        var path = IsOnly(key.Kind) ? $"{folder}/{word}{Ending}" : $"{folder}/{word}/{key.Name}{Ending}";
        return path.Replace(":", Colon, StringComparison.Ordinal);
    }

    /// <returns>false for a file that is none of an export's: it is left alone.</returns>
    public static bool TryKeyOf(string path, [MaybeNullWhen(false)] out DocumentKey key)
    {
        key = null;
        if (!path.EndsWith(Ending, StringComparison.Ordinal)) return false;
        var parts = path[..^Ending.Length].Replace(Colon, ":", StringComparison.Ordinal).Split('/');
        if (parts.Length is not (2 or 3) || !Enum.TryParse<DocumentKind>(parts[1], ignoreCase: true, out var kind)) return false;
        if (parts[1] != DocumentKey.WordOf(kind) || IsOnly(kind) != (parts.Length == 2)) return false;
        ProductId? product = null;
        if (parts[0] != AllProducts)
        {
            if (!ProductId.TryParse(parts[0], out var id)) return false;
            product = id;
        }

        key = new(kind, product, parts.Length == 3 ? parts[2] : DocumentKey.Only);
        return key.IsValid;
    }

    private static bool IsOnly(DocumentKind kind) => kind is DocumentKind.Spec or DocumentKind.Contract;
}
