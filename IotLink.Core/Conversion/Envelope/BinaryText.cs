using System.Buffers;
using System.Buffers.Text;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>Bytes written as text inside JSON. Its buffer is reused: the result is valid until the next call.</summary>
internal sealed class BinaryText
{
    private byte[] _bytes = new byte[256];

    public Refusal? Decode(ReadOnlySpan<byte> text, BinaryEncoding encoding, int offset, out ReadOnlyMemory<byte> bytes)
    {
        if (_bytes.Length < text.Length) _bytes = new byte[text.Length];
        var (status, read, written) = (OperationStatus.Done, 0, 0);
        if (encoding == BinaryEncoding.Hex) status = Convert.FromHexString(text, _bytes, out read, out written);
        else status = Base64.DecodeFromUtf8(text, _bytes, out read, out written);
        bytes = _bytes.AsMemory(0, written);
        if (encoding == BinaryEncoding.Hex) read &= ~1;
        if (status == OperationStatus.Done) return written > 0 ? null : new(Reason.PayloadEmpty, "data.bin is empty.", offset);
        return new(Reason.EncodingMalformed, $"data.bin is not {encoding.ToString().ToLowerInvariant()} at character {read}.", offset + read);
    }
}
