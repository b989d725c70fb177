using IotLink.Core.Calendars;
using IotLink.Core.Notifications;
using IotLink.Ingest.Delivery;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Delivery;

public sealed class MessageWriterTests
{
    private static readonly LinkSigner Links = new(new("https://iotlink.example.com"), new byte[32], TimeSpan.FromDays(1));
    private readonly MessageWriter _writer = new(Links, SiteCalendar.Korea, new FakeTimeProvider(Plant.Noon));

    [Theory]
    [InlineData("ko", "[높음] 온도 상한 초과 — 화성 1공장", "확인이 필요한 알람이 있습니다.", "발생 2026-11-23 21:00:00")]
    [InlineData("en", "[High] 온도 상한 초과 — 화성 1공장", "An alarm needs somebody.", "Raised 2026-11-23 21:00:00")]
    public void A_mail_says_what_where_when_and_why_in_the_reader_s_language(string language, string subject, string intro, string raised)
    {
        var mail = Write(Notices.To("kim") with { Language = language });

        Assert.Equal(subject, mail.Subject);
        Assert.All([intro, raised, "한빛정밀 · 화성 1공장 · prod-a · d-a", "tempC 84.6 > 80"], words => Assert.Contains(words, mail.Text, StringComparison.Ordinal));
        Assert.Contains($"lang=\"{language}\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("tempC 84.6 &gt; 80", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_alarm_has_a_link_of_its_person_that_works()
    {
        var mail = Write(Notices.To("kim"), Notices.To("kim", "A2-a"));

        var tokens = mail.Text.Split('\n').Where(l => l.Contains("/a/ack?token=", StringComparison.Ordinal)).Select(l => l.Split("token=")[1]).ToList();
        Assert.Equal([("A1-a", "kim"), ("A2-a", "kim")], tokens.Select(t => Links.Read(t, Plant.Noon)!).Select(l => (l.Subject, l.Person)));
        Assert.All(tokens, t => Assert.Contains(t, mail.Html, StringComparison.Ordinal));
        Assert.Contains("외 1건", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void What_devices_and_people_called_things_is_no_markup()
    {
        var facts = Notices.To("kim").Facts with { Title = "<script>alert(1)</script>", Site = "\"><img src=x>" };

        var html = Write(Notices.To("kim") with { Facts = facts }).Html;

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_alarms_are_listed_up_to_a_number_and_counted()
    {
        var mail = Write([.. Enumerable.Range(1, 30).Select(n => Notices.To("kim", $"A{n}-a"))]);

        Assert.Contains("나머지 10건은 알람 콘솔에 있습니다.", mail.Text, StringComparison.Ordinal);
        Assert.Equal(20, mail.Html.Split("<h1").Length - 1);
    }

    [Fact]
    public void An_SMS_is_short_and_keeps_its_link_whole()
    {
        var facts = Notices.To("kim").Facts with { Evidence = new string('가', 3000) };

        var sms = Write(Notices.To("kim", channel: ChannelKind.Sms) with { Facts = facts }).Text;

        Assert.InRange(sms.Length, 600, 900);
        Assert.NotNull(Links.Read(sms.Split("token=")[1], Plant.Noon));
    }

    private OutgoingMessage Write(params Notification[] parts) => _writer.Write(new("key", parts));
}
