using System.Buffers.Binary;
using System.Globalization;
using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>How a product's devices put a body on the wire.</summary>
/// <param name="Login">First frame of a session; null when every frame names the device.</param>
/// <param name="Wrap">Body and number of the message -> frame.</param>
internal sealed record TcpDialect(Func<DeviceId, byte[]>? Login, Func<DeviceId, byte[], int, byte[]> Wrap)
{
    private const byte ProdALogin = 0x00;
    private const byte Gt06Login = 0x01;

    /// <summary>Length (u2) of the body, body, CRC-16 Modbus (little-endian) over both.</summary>
    public static TcpDialect ProdA { get; } = new(
        device => LengthAndModbus([ProdALogin, .. System.Text.Encoding.ASCII.GetBytes(device.Value)]),
        (_, body, _) => LengthAndModbus(body));

    /// <summary>0x78 0x78, length (u1), type and body, serial (u2), CRC-16 X-25 from the length on, CR LF. The device is its IMEI in BCD.</summary>
    public static TcpDialect Gt06 { get; } = new(
        device => Gt06Frame([Gt06Login, .. Imei(device)], 0),
        (_, body, number) => Gt06Frame(body, number));

    /// <summary>"$$", type, length (u2), device id (4 bytes), body, XOR of all so far, CR.</summary>
    public static TcpDialect Gator { get; } = new(null, (device, body, _) => GatorFrame(device, body));

    private static byte[] LengthAndModbus(ReadOnlySpan<byte> body)
    {
        var frame = new byte[2 + body.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)body.Length);
        body.CopyTo(frame.AsSpan(2));
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(^2..), Crc16.Modbus(frame.AsSpan(..^2)));
        return frame;
    }

    private static byte[] Gt06Frame(ReadOnlySpan<byte> body, int number)
    {
        var frame = new byte[3 + body.Length + 6];
        (frame[0], frame[1], frame[2]) = (0x78, 0x78, (byte)(body.Length + 4));
        body.CopyTo(frame.AsSpan(3));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(^6..), (ushort)number);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(^4..), Crc16.X25(frame.AsSpan(2..^4)));
        (frame[^2], frame[^1]) = (0x0D, 0x0A);
        return frame;
    }

    private static byte[] GatorFrame(DeviceId device, ReadOnlySpan<byte> body)
    {
        var id = Convert.FromHexString(DigitsOf(device).PadLeft(8, '0')[^8..]);
        byte[] frame = [0x24, 0x24, body[0], 0, 0, .. id, .. body[1..], 0, 0x0D];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)(frame.Length - 5));
        foreach (var b in frame.AsSpan(..^2)) frame[^2] ^= b;
        return frame;
    }

    private static byte[] Imei(DeviceId device) => Convert.FromHexString(DigitsOf(device).PadLeft(16, '0')[^16..]);

    private static string DigitsOf(DeviceId device) =>
        string.Concat(device.Value.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiHexDigit)).ToUpper(CultureInfo.InvariantCulture);
}
