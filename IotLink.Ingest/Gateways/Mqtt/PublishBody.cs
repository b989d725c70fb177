using System.Buffers.Binary;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>A PUBLISH packet's parts, still lying in the read buffer.</summary>
internal readonly ref struct PublishBody
{
    private const byte TopicAliasProperty = 0x23;

    public ReadOnlySpan<byte> Topic { get; private init; }

    public ushort PacketId { get; private init; }

    /// <summary>MQTT 5: stands for a topic sent before, or gives this one a number; 0 for neither.</summary>
    public ushort Alias { get; private init; }

    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <returns>false when the bytes break the protocol: the connection cannot go on.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, int qos, bool version5, out PublishBody publish)
    {
        publish = default;
        if (!TryTakeText(ref body, out var topic)) return false;
        ushort id = 0;
        if (qos > 0 && (!TryTakeUInt16(ref body, out id) || id == 0)) return false;
        ushort alias = 0;
        if (version5 && !TryTakeProperties(ref body, out alias)) return false;
        publish = new() { Topic = topic, PacketId = id, Alias = alias, Payload = body };
        return true;
    }

    private static bool TryTakeProperties(scoped ref ReadOnlySpan<byte> body, out ushort alias)
    {
        alias = 0;
        if (!TryTakeVarInt(ref body, out var length) || length > body.Length) return false;
        var properties = body[..length];
        body = body[length..];
        while (!properties.IsEmpty)
        {
            var id = properties[0];
            properties = properties[1..];
            if (id == TopicAliasProperty)
            {
                if (!TryTakeUInt16(ref properties, out alias) || alias == 0) return false;
            }
            else if (!TrySkip(ref properties, id))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The properties a PUBLISH may have besides the alias (MQTT 5, 3.3.2.3).</summary>
    private static bool TrySkip(scoped ref ReadOnlySpan<byte> properties, byte id) => id switch
    {
        0x01 => TryDrop(ref properties, 1),
        0x02 => TryDrop(ref properties, 4),
        0x03 or 0x08 or 0x09 => TryTakeText(ref properties, out _),
        0x0B => TryTakeVarInt(ref properties, out _),
        0x26 => TryTakeText(ref properties, out _) && TryTakeText(ref properties, out _),
        _ => false,
    };

    private static bool TryDrop(scoped ref ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < count) return false;
        bytes = bytes[count..];
        return true;
    }

    private static bool TryTakeText(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryTakeUInt16(ref bytes, out var length) || length > bytes.Length) return false;
        text = bytes[..length];
        bytes = bytes[length..];
        return true;
    }

    private static bool TryTakeUInt16(scoped ref ReadOnlySpan<byte> bytes, out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out value)) return false;
        bytes = bytes[2..];
        return true;
    }

    private static bool TryTakeVarInt(scoped ref ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (var i = 0; i < 4 && i < bytes.Length; i++)
        {
            value |= (bytes[i] & 0x7f) << (7 * i);
            if ((bytes[i] & 0x80) != 0) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }

        return false;
    }
}
