using System.Text;
using IotLink.Core.Adapters.Mail;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;
using MimeKit;

namespace IotLink.Tests.Core.Notifications;

/// <summary>Mail through a real server with STARTTLS: what arrives, and what its refusals mean.</summary>
public sealed class MailTests : IDisposable
{
    private const string User = "iotlink", Password = "a long secret";

    private readonly OwnAuthority _authority = new();
    private readonly TempFolder _folder = new();
    private readonly OutgoingMessage _message = new(
        "key-1", "kim@example.com", "ko", "[긴급] 온도 상한 초과 — 화성 1공장", "확인이 필요한 알람이 있습니다.\nhttps://iotlink.example.com/a/ack?token=abc=", "<!doctype html><p>확인이 필요한 알람이 있습니다.</p>", []);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_Korean_mail_arrives_whole_over_an_encrypted_connection_as_the_signed_in_user()
    {
        await using var server = await ServerAsync();

        var result = await Channel(server).SendAsync(_message, Yes, Ct);

        Assert.Equal(SendOutcome.Sent, result.Outcome);
        var signIn = await server.ReadAsync(Ct);
        Assert.Equal((User, true, true), ((string)signIn["auth"]!, (bool)signIn["right"]!, (bool)signIn["secure"]!));
        var got = await server.ReadAsync(Ct);
        Assert.Equal(("kim@example.com", "iotlink@ops.example.com", true, User), ((string)got["to"]![0]!, (string)got["from"]!, (bool)got["secure"]!, (string)got["user"]!));
        var raw = Convert.FromBase64String((string)got["raw"]!);
        Assert.DoesNotContain(raw, b => b > 127); // for servers that take nothing but ASCII
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(raw), Ct);
        Assert.Equal((_message.Subject, "key-1@ops.example.com"), (mail.Subject, mail.MessageId));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("IotLink 알림", ((MailboxAddress)mail.From[0]).Name);
        Assert.Equal(_message.Text, mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(_message.Html, mail.HtmlBody!.ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData("refuse@example.com", SendOutcome.Refused, DeliveryReason.Refused, "550 No such user here")]
    [InlineData("busy@example.com", SendOutcome.Later, DeliveryReason.Later, "451 Greylisted, try again later")]
    [InlineData("full@example.com", SendOutcome.Later, DeliveryReason.Later, "452 Insufficient system storage")]
    [InlineData("drop@example.com", SendOutcome.Unclear, DeliveryReason.Interrupted, null)]
    public async Task What_the_server_says_decides_what_becomes_of_it(string address, SendOutcome outcome, string reason, string? said)
    {
        await using var server = await ServerAsync();

        var result = await Channel(server).SendAsync(_message with { Address = address }, Yes, Ct);

        Assert.Equal((outcome, reason), (result.Outcome, result.Reason));
        if (said is not null) Assert.Equal(said, result.Detail);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_or_of_another_host_gets_nothing()
    {
        await using var own = await ServerAsync();
        await using var other = await ServerAsync(certificate: _authority.Sign("mail.elsewhere.example"));
        var handedOver = false;

        foreach (var channel in new[] { Channel(own, trusts: false), Channel(other) })
        {
            var result = await channel.SendAsync(_message, _ => Task.FromResult(handedOver = true), Ct);
            Assert.Equal((SendOutcome.Later, DeliveryReason.Unreachable), (result.Outcome, result.Reason));
        }

        Assert.False(handedOver);
    }

    [Fact]
    public async Task A_server_without_encryption_gets_neither_mail_nor_password()
    {
        await using var server = await ServerAsync(tls: false);

        var result = await Channel(server).SendAsync(_message, _ => throw new InvalidOperationException("handed over"), Ct);

        Assert.Equal((SendOutcome.Later, DeliveryReason.Unreachable), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_mail_for_later()
    {
        await using var server = await ServerAsync();

        var result = await Channel(server, password: "wrong").SendAsync(_message, Yes, Ct);

        Assert.Equal((SendOutcome.Later, DeliveryReason.Refused), (result.Outcome, result.Reason));
        Assert.Contains("535", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_withdrawn_meanwhile_does_not_go()
    {
        await using var server = await ServerAsync();

        Assert.Equal(SendOutcome.Withdrawn, (await Channel(server).SendAsync(_message, _ => Task.FromResult(false), Ct)).Outcome);
    }

    private static Task<bool> Yes(CancellationToken ct) => Task.FromResult(true);

    private Task<NodeCounterpart> ServerAsync(bool tls = true, string? certificate = null) => NodeCounterpart.StartAsync(
        "smtp.mjs", new { Cert = certificate ?? _authority.Server, Key = _authority.ServerKey, Tls = tls, User, Password }, Ct);

    private MailChannel Channel(NodeCounterpart server, bool trusts = true, string password = Password)
    {
        var authority = _folder.File("authority.pem");
        File.WriteAllText(authority, _authority.Certificate, Encoding.ASCII);
        return new(new()
        {
            Host = "localhost",
            Port = server.Port,
            User = User,
            Password = password,
            From = "IotLink 알림 <iotlink@ops.example.com>",
            Authority = trusts ? authority : null,
        });
    }
}
