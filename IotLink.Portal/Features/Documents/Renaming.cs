using System.Text.RegularExpressions;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Portal.Features.Documents;

/// <summary>Makes a copy of a document be about another product.</summary>
internal static partial class Renaming
{
    public static string To(string text, DocumentKey from, ProductId product, string name)
    {
        var renamed = Product().Replace(text, m => $"{m.Groups[1].Value}{product}");
        renamed = ContractProduct().Replace(renamed, m => $"{m.Groups[1].Value}{product}{m.Groups[2].Value}");
        return Kinds.IsOnly(from.Kind) ? renamed : Id().Replace(renamed, m => $"{m.Groups[1].Value}{name}", 1);
    }

    [GeneratedRegex(@"^((?:product|productId):[ \t]*)\S.*$", RegexOptions.Multiline)]
    private static partial Regex Product();

    [GeneratedRegex(@"(property:[ \t]*productId[ \t]*[,\r\n][ \t]*value:[ \t]*)[^},\r\n]+([},]?)")]
    private static partial Regex ContractProduct();

    [GeneratedRegex(@"^((?:ruleId|formulaId):[ \t]*)\S.*$", RegexOptions.Multiline)]
    private static partial Regex Id();
}
