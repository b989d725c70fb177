using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace IotLink.Core.Adapters.Mail;

/// <summary>
/// E-mail by SMTP. The Message-ID follows from the message's key, so that a mailbox can tell a repeat; that not every one does is why
/// <see cref="Deduplicates"/> is false.
/// </summary>
internal sealed class MailChannel(MailOptions options) : IMessageChannel
{
    private const int Never = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public ChannelKind Kind => ChannelKind.Mail;

    public bool Deduplicates => false;

    public async Task<SendResult> SendAsync(OutgoingMessage message, Func<CancellationToken, Task<bool>> handOver, CancellationToken ct)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (options.Authority is not null) client.ServerCertificateValidationCallback = IsTrusted;
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security, ct);
            if (options.User is { Length: > 0 } user) await client.AuthenticateAsync(user, options.Password ?? "", ct);
        }
        catch (AuthenticationException e)
        {
            return SendResult.Later(DeliveryReason.Refused, e.Message); // people put it right: what waits is worth keeping
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return SendResult.Later(DeliveryReason.Unreachable, e.Message);
        }

        if (!await handOver(ct)) return SendResult.Withdrawn;
        var result = await HandOverAsync(client, Compose(message), ct);
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException)
        {
            // The answer to the message counts; what becomes of the connection does not.
        }

        return result;
    }

    private SecureSocketOptions Security => options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static async Task<SendResult> HandOverAsync(SmtpClient client, MimeMessage mail, CancellationToken ct)
    {
        try
        {
            return SendResult.Sent(await client.SendAsync(mail, ct));
        }
        catch (SmtpCommandException e)
        {
            // The server has answered, so it is clear: 5xx never, 4xx not now.
            var said = $"{(int)e.StatusCode} {e.Message}";
            return (int)e.StatusCode >= Never ? SendResult.Refused(DeliveryReason.Refused, said) : SendResult.Later(DeliveryReason.Later, said);
        }
        catch (Exception e) when (e is IOException or ProtocolException or TimeoutException)
        {
            return SendResult.Unclear(e.Message);
        }
    }

    private MimeMessage Compose(OutgoingMessage message)
    {
        var from = MailboxAddress.Parse(options.From);
        var mail = new MimeMessage
        {
            MessageId = $"{message.Key}@{from.Domain}",
            Subject = message.Subject,
            Body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html }.ToMessageBody(),
        };
        mail.From.Add(from);
        mail.To.Add(new MailboxAddress(null, message.Address));
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // no out-of-office answers
        mail.Prepare(EncodingConstraint.SevenBit); // no relay on the way has to encode it again
        return mail;
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(options.Authority!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null) own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore); // those between, which the server sent
        return own.Build(server);
    }
}
