using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>An enum for generated code: bytes are looked up in an array.</summary>
internal sealed class EnumTable(EnumSpec names)
{
    private readonly string?[] _bytes = [.. Enumerable.Range(0, 256).Select(i => names.NameOf(i))];

    public string? NameOf(double value)
    {
        var index = (int)value;
        return (uint)index < 256 && index == value ? _bytes[index] : names.NameOf(value);
    }
}
