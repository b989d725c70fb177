using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>How a JSON message writes bytes in <c>data.bin</c>. Hex text is valid base64 text too, so it is never guessed.</summary>
public enum BinaryEncoding : byte { Hex, Base64 }

internal static class BinaryEncodings
{
    /// <summary>The spec's word, <c>json: {enc: base64}</c>; hex when it says nothing.</summary>
    public static BinaryEncoding Read(DocumentMap json) => json.Choice<BinaryEncoding>("enc") ?? BinaryEncoding.Hex;
}
