namespace IotLink.Core.Adapters.Mail;

/// <summary>Section <c>Notifications:Mail</c>. Without a host no mail is sent.</summary>
public sealed class MailOptions
{
    public const string Section = "Notifications:Mail";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "IotLink <iotlink@localhost>";

    /// <summary>File with a PEM certificate that may have signed the server's, beside those the system trusts.</summary>
    public string? Authority { get; set; }
}

/// <summary>StartTls refuses a server that does not offer it.</summary>
public enum MailSecurity { StartTls, Tls, None }
