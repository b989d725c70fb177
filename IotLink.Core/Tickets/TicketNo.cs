using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IotLink.Core.Tickets;

/// <summary>What people call a ticket by: <c>T-2041</c>. Given out in order, never twice.</summary>
public readonly record struct TicketNo(int Number) : IParsable<TicketNo>
{
    private const string Prefix = "T-";

    public static TicketNo Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var no) ? no : throw new FormatException($"'{s}' is no ticket number.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TicketNo result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
        result = isNumber ? new(number) : default;
        return isNumber;
    }

    public override string ToString() => Prefix + Number.ToString(CultureInfo.InvariantCulture);
}
