using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>
/// What a client's <c>Idempotency-Key</c> makes of its messages: the same key with the same body is the same request, sent again. Another
/// body under the same key, or the same body under another key, is another one.
/// </summary>
internal readonly record struct IdempotencyKey(ulong Request)
{
    private const string Header = "Idempotency-Key";

    public static IdempotencyKey Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var key = request.Headers[Header].ToString();
        if (key.Length == 0) return default;
        return new(XxHash3.HashToUInt64(body, (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(key))));
    }

    /// <summary>The key of one message of the request; 0 when the request has none.</summary>
    public ulong Of(int index)
    {
        if (Request == 0) return 0;
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, index);
        return XxHash3.HashToUInt64(bytes, (long)Request);
    }
}
