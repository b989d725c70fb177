using System.Net.Mail;

namespace IotLink.Core.Notifications;

/// <summary>Where and when a person can be reached.</summary>
public sealed record ContactPoints
{
    public string? Mail { get; init; }

    /// <summary>E.164: <c>+821012345678</c>.</summary>
    public string? Phone { get; init; }

    /// <summary><c>ko</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "ko";

    /// <summary>Nothing but critical alarms comes then, apart from the portal.</summary>
    public QuietHours? Quiet { get; init; }

    /// <returns>null where the person has no such address.</returns>
    public string? AddressFor(ChannelKind channel) => channel switch
    {
        ChannelKind.Mail => Mail,
        ChannelKind.Sms or ChannelKind.Voice => Phone,
        _ => null,
    };

    /// <summary>Keys of what is wrong, for the form; empty when all is right.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Mail is not null && (Mail.Length > 254 || !MailAddress.TryCreate(Mail, out var address) || address.Address != Mail)) faults.Add("mail");
        if (Phone is not null && !IsPhone(Phone)) faults.Add("phone");
        if (Language is not ("ko" or "en")) faults.Add("language");
        if (Quiet is { } quiet && quiet.From == quiet.To) faults.Add("quiet");
        return faults;
    }

    /// <summary>A number as Koreans write it, in the form that carriers take; null for an empty one.</summary>
    public static string? Normalised(string? phone)
    {
        if (string.IsNullOrWhiteSpace(phone)) return null;
        var digits = string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return digits.StartsWith('0') ? "+82" + digits[1..] : digits;
    }

    private static bool IsPhone(string phone) => phone.Length is >= 8 and <= 16 && phone[0] == '+' && phone[1] is >= '1' and <= '9' && phone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
