using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>A CRC by its parameters, named as in the catalogue of CRC algorithms; the rarer kinds are computed by these.</summary>
internal sealed class CrcForm
{
    private static readonly Dictionary<ChecksumKind, CrcForm> Forms = new()
    {
        [ChecksumKind.Crc16AugCcitt] = new(16, 0x1021, 0x1D0F),
        [ChecksumKind.Crc16Genibus] = new(16, 0x1021, 0xFFFF, xorOut: 0xFFFF),
        [ChecksumKind.Crc16Mcrf4xx] = new(16, 0x1021, 0xFFFF, reflected: true),
        [ChecksumKind.Crc16Gsm] = new(16, 0x1021, 0, xorOut: 0xFFFF),
        [ChecksumKind.Crc16Umts] = new(16, 0x8005, 0),
        [ChecksumKind.Crc16Usb] = new(16, 0x8005, 0xFFFF, reflected: true, xorOut: 0xFFFF),
        [ChecksumKind.Crc16Maxim] = new(16, 0x8005, 0, reflected: true, xorOut: 0xFFFF),
        [ChecksumKind.Crc16En13757] = new(16, 0x3D65, 0, xorOut: 0xFFFF),
        [ChecksumKind.Crc8Itu] = new(8, 0x07, 0, xorOut: 0x55),
        [ChecksumKind.Crc8Rohc] = new(8, 0x07, 0xFF, reflected: true),
        [ChecksumKind.Crc8J1850] = new(8, 0x1D, 0xFF, xorOut: 0xFF),
        [ChecksumKind.Crc8Autosar] = new(8, 0x2F, 0xFF, xorOut: 0xFF),
        [ChecksumKind.Crc8Nrsc5] = new(8, 0x31, 0xFF),
        [ChecksumKind.Crc32Bzip2] = new(32, 0x04C11DB7, 0xFFFFFFFF, xorOut: 0xFFFFFFFF),
        [ChecksumKind.Crc32Mpeg2] = new(32, 0x04C11DB7, 0xFFFFFFFF),
        [ChecksumKind.Crc32C] = new(32, 0x1EDC6F41, 0xFFFFFFFF, reflected: true, xorOut: 0xFFFFFFFF),
    };

    private readonly int _shift;
    private readonly uint _start;
    private readonly uint _xorOut;
    private readonly bool _reflected;
    private readonly uint[] _table = new uint[256];

    /// <param name="start">The register at the beginning; it reads the same in both directions.</param>
    private CrcForm(int width, uint polynomial, uint start, bool reflected = false, uint xorOut = 0)
    {
        // The register is kept at the top of 32 bits, or reflected at the bottom, so that one loop serves all widths.
        (_shift, _reflected, _xorOut) = (32 - width, reflected, xorOut);
        _start = reflected ? start : start << _shift;
        var mask = reflected ? Reversed(polynomial) >> _shift : polynomial << _shift;
        for (uint i = 0; i < _table.Length; i++)
        {
            var value = reflected ? i : i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = reflected
                    ? (value & 1) != 0 ? (value >> 1) ^ mask : value >> 1
                    : (value & 0x80000000) != 0 ? (value << 1) ^ mask : value << 1;
            }

            _table[i] = value;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is no CRC of this table.</exception>
    public static CrcForm Of(ChecksumKind kind) =>
        Forms.GetValueOrDefault(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a checksum kind.");

    public uint Compute(ReadOnlySpan<byte> data)
    {
        var register = _start;
        foreach (var b in data)
            register = _reflected ? (register >> 8) ^ _table[(byte)(register ^ b)] : (register << 8) ^ _table[(byte)((register >> 24) ^ b)];
        return (_reflected ? register : register >> _shift) ^ _xorOut;
    }

    private static uint Reversed(uint value)
    {
        uint reversed = 0;
        for (var i = 0; i < 32; i++) reversed |= ((value >> i) & 1) << (31 - i);
        return reversed;
    }
}
