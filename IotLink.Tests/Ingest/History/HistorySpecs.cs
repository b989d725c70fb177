using System.Globalization;

namespace IotLink.Tests.Ingest.History;

/// <summary>Specs that prod-a's past is decoded with again.</summary>
internal static class HistorySpecs
{
    private const string Text =
        """
        meta: {id: prod_a, endian: be}
        product: prod-a
        version: VERSION
        seq:
          - {type: pair, repeat: eos}
        types:
          pair:
            seq:
              - {id: tag, type: u1, hidden: true}
              - type:
                  switch-on: tag
                  cases:
                    0x01: {id: tempC, type: u1, SCALE}
                    0x02: {id: rpm, type: u2, unit: rpm}
                    0x03: {id: voltage, type: u2, scale: 0.1, unit: V}
                    0x04: {id: vibration, type: u1, scale: 0.1, unit: mm/s}
                    OTHER: {id: tempC, type: u1}

        """;

    /// <summary>As in the catalogue.</summary>
    public static string Same { get; } = Of(1, "unit: degC", "0xEE");

    /// <summary>The temperature was half of what was thought.</summary>
    public static string Halved { get; } = Of(2, "scale: 0.5, unit: degC", "0xEE");

    /// <summary>Tag 7f, which was refused, is understood; so is what stands behind it.</summary>
    public static string Solving { get; } = Of(3, "unit: degC", "0x7f");

    /// <summary>The temperature is beyond the contract: everything is refused.</summary>
    public static string Refusing { get; } = Of(4, "scale: 100, unit: degC", "0xEE");

    /// <summary>The temperature was twice what was thought.</summary>
    public static string Doubled { get; } = Of(5, "scale: 2, unit: degC", "0xEE");

    public static IReadOnlyList<string> All { get; } = [Same, Halved, Solving, Refusing];

    private static string Of(int version, string scale, string other) => Text
        .Replace("VERSION", version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("SCALE", scale, StringComparison.Ordinal)
        .Replace("OTHER", other, StringComparison.Ordinal);
}
