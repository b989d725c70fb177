using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace IotLink.Core.Alarms.Suppression;

/// <summary>Many alarms of one cause: a site or a rule that raised too many in a minute.</summary>
/// <param name="Key">Id of the site; or product and rule.</param>
public sealed record AlarmGroup(AlarmGroupKind Kind, string Key, DateTimeOffset Since)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == AlarmGroupKind.Site ? "site" : "rule")}:{Since.ToUnixTimeMilliseconds()}:{Key}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out AlarmGroup? group)
    {
        var parts = (text ?? "").Split(':', 3);
        group = parts.Length == 3 && parts[0] is "site" or "rule" && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var since)
            ? new(parts[0] == "site" ? AlarmGroupKind.Site : AlarmGroupKind.Rule, parts[2], DateTimeOffset.FromUnixTimeMilliseconds(since))
            : null;
        return group is not null;
    }
}

public enum AlarmGroupKind { Site, Rule }
