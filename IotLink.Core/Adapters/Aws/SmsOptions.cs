namespace IotLink.Core.Adapters.Aws;

/// <summary>Section <c>Notifications:Sms</c>; voice goes the same way.</summary>
public sealed class SmsOptions
{
    public const string Section = "Notifications:Sms";

    /// <summary>Nothing is sent by SMS or voice when this is <see cref="SmsProvider.None"/>. SNS has no voice.</summary>
    public SmsProvider Provider { get; set; }

    /// <summary>Phone number, sender id or pool of End User Messaging.</summary>
    public string Origination { get; set; } = "";

    /// <summary>Shown as the sender by SNS, where the country allows it.</summary>
    public string? SenderId { get; set; }

    public string KoreanVoice { get; set; } = "SEOYEON";

    public string EnglishVoice { get; set; } = "JOANNA";
}

public enum SmsProvider { None, Sns, EndUserMessaging }
