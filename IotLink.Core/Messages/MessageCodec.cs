using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using IotLink.Core.Devices;

namespace IotLink.Core.Messages;

/// <summary>
/// A message as compact bytes, for any stream that keeps bytes. Layout, version 1: version, flags, channel, type, role, format,
/// fport; device, hub, product (each a length byte and ASCII; hub and product only when flagged); send key: u8 when flagged; refusal when flagged (code: length
/// byte and UTF-8, detail: u4 length and UTF-8, offset: i4 when flagged); the rest is the payload. Little-endian.
/// </summary>
public static class MessageCodec
{
    private const byte Version = 1;
    private const int FixedSize = 8;

    private static readonly IdentifierCache<DeviceId> Devices = new(16_384);
    private static readonly IdentifierCache<ProductId> Products = new(1_024);

    [Flags]
    private enum Has : byte { Nothing = 0, Hub = 1, Product = 2, SendKey = 4, Refusal = 8, Offset = 16 }

    /// <summary>Exactly how many bytes <see cref="Write(Message, Span{byte})"/> will write.</summary>
    public static int Measure(Message message)
    {
        var size = FixedSize + message.Device.Value.Length + message.Payload.Length;
        if (message.Hub is { } hub) size += 1 + hub.Value.Length;
        if (message.Product is { } product) size += 1 + product.Value.Length;
        if (message.SendKey != 0) size += sizeof(ulong);
        if (message.Refusal is not { } refusal) return size;
        size += 5 + Encoding.UTF8.GetByteCount(refusal.Code) + Encoding.UTF8.GetByteCount(refusal.Detail);
        return refusal.Offset is null ? size : size + sizeof(int);
    }

    public static void Write(Message message, IBufferWriter<byte> target)
    {
        var size = Measure(message);
        target.Advance(Write(message, target.GetSpan(size)));
    }

    /// <returns>Bytes written, <see cref="Measure"/> of them. Nothing is allocated.</returns>
    public static int Write(Message message, Span<byte> target)
    {
        target[0] = Version;
        target[1] = (byte)FlagsOf(message);
        target[2] = (byte)message.Channel;
        target[3] = (byte)message.Type;
        target[4] = (byte)message.Role;
        target[5] = (byte)message.Format;
        target[6] = message.FPort;
        var at = 7;
        WriteShort(message.Device.Value, target, ref at);
        if (message.Hub is { } hub) WriteShort(hub.Value, target, ref at);
        if (message.Product is { } product) WriteShort(product.Value, target, ref at);
        if (message.SendKey != 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], message.SendKey);
            at += sizeof(ulong);
        }

        if (message.Refusal is { } refusal) WriteRefusal(refusal, target, ref at);
        message.Payload.Span.CopyTo(target[at..]);
        return at + message.Payload.Length;
    }

    /// <summary>The payload is a slice of <paramref name="bytes"/>: it keeps them alive.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a message of a known version.</exception>
    public static Message Read(ReadOnlyMemory<byte> bytes)
    {
        var source = bytes.Span;
        if (source.Length < FixedSize || source[0] != Version)
            throw new InvalidDataException($"Not a message of version {Version}: {source.Length} bytes, first {(source.IsEmpty ? 0 : source[0])}.");
        try
        {
            var has = (Has)source[1];
            var at = 7;
            var device = ReadShort(source, ref at);
            var hub = has.HasFlag(Has.Hub) ? ReadShort(source, ref at) : default;
            var product = has.HasFlag(Has.Product) ? ReadShort(source, ref at) : default;
            var sendKey = has.HasFlag(Has.SendKey) ? ReadKey(source, ref at) : 0;
            var refusal = has.HasFlag(Has.Refusal) ? ReadRefusal(source, has, ref at) : null;
            return new()
            {
                Device = device.IsEmpty ? default : Devices.Get(device),
                Hub = has.HasFlag(Has.Hub) ? Devices.Get(hub) : null,
                Product = has.HasFlag(Has.Product) ? Products.Get(product) : null,
                Channel = (Channel)source[2],
                Type = (MessageType)source[3],
                Role = (MessageRole)source[4],
                Format = (PayloadFormat)source[5],
                FPort = source[6],
                SendKey = sendKey,
                Refusal = refusal,
                Payload = bytes[at..],
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("A message ends in the middle of its header.", e);
        }
    }

    private static Has FlagsOf(Message message) =>
        (message.Hub is null ? Has.Nothing : Has.Hub)
        | (message.Product is null ? Has.Nothing : Has.Product)
        | (message.SendKey == 0 ? Has.Nothing : Has.SendKey)
        | (message.Refusal is null ? Has.Nothing : Has.Refusal)
        | (message.Refusal?.Offset is null ? Has.Nothing : Has.Offset);

    private static void WriteShort(string text, Span<byte> target, ref int at)
    {
        var length = Encoding.UTF8.GetBytes(text, target[(at + 1)..]);
        target[at] = checked((byte)length);
        at += 1 + length;
    }

    private static ReadOnlySpan<byte> ReadShort(ReadOnlySpan<byte> source, ref int at)
    {
        var text = source.Slice(at + 1, source.Slice(at)[0]);
        at += 1 + text.Length;
        return text;
    }

    private static ulong ReadKey(ReadOnlySpan<byte> source, ref int at)
    {
        var key = BinaryPrimitives.ReadUInt64LittleEndian(source[at..]);
        at += sizeof(ulong);
        return key;
    }

    private static void WriteRefusal(Refusal refusal, Span<byte> target, ref int at)
    {
        WriteShort(refusal.Code, target, ref at);
        var length = Encoding.UTF8.GetBytes(refusal.Detail, target[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], length);
        at += sizeof(int) + length;
        if (refusal.Offset is not { } offset) return;
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], offset);
        at += sizeof(int);
    }

    private static Refusal ReadRefusal(ReadOnlySpan<byte> source, Has has, ref int at)
    {
        var code = Encoding.UTF8.GetString(ReadShort(source, ref at));
        var length = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
        var detail = Encoding.UTF8.GetString(source.Slice(at + sizeof(int), length));
        at += sizeof(int) + length;
        if (!has.HasFlag(Has.Offset)) return new(code, detail);
        var offset = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
        at += sizeof(int);
        return new(code, detail, offset);
    }
}
