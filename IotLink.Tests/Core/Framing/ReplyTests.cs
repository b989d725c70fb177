using System.Buffers;
using CsCheck;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Products.Framing;

namespace IotLink.Tests.Core.Framing;

/// <summary>Answers that depend on the message's type and that tell the device the time.</summary>
public sealed class ReplyTests
{
    /// <summary>A type byte, a length byte behind the start mark; 0x8a asks for the time.</summary>
    private const string Document = """
        framing: {start: [0x7e], length: u1, length-add: 1, crc: {kind: sum8}}
        identify: {field: {at: 1, size: 1, as: hex}}
        reply:
          utc-offset: "+09:00"
          cases:
            - {when: [0x8a], data: "7e 07 8a {time.ymdhms} {crc}"}
            - {when: [0x01], at: -1, data: "7e 05 02 {time.unix} {crc}"}
            - {when: [0x30]}
          data: "7e 01 06 {crc}"
        """;

    /// <summary>15:04:05 in Seoul on the leap day.</summary>
    private static readonly DateTimeOffset Now = new(2028, 2, 29, 6, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("8a07", "7e078a1c021d0f0405")]
    [InlineData("4001", "7e05026d663dd5")]
    [InlineData("4007", "7e0106")]
    public void Each_type_is_answered_in_its_way(string payload, string answer) =>
        Assert.StartsWith(answer, Answer(Document, payload), StringComparison.Ordinal);

    [Fact]
    public void A_case_without_an_answer_is_silence()
    {
        var spec = FramingDocuments.Spec(Document);
        Assert.Null(spec.Reply.DataFor([0x30, 0x07]));
        Assert.NotNull(spec.Reply.DataFor([]));
        Assert.True(spec.Reply.AnswersData);
    }

    [Theory]
    [InlineData("time.unix", "65f6b86d")]
    [InlineData("time.unix.le", "6db8f665")]
    [InlineData("time.bcd", "280229060405")]
    [InlineData("time.ymdhms", "1c021d060405")]
    public void The_time_is_written_in_each_way(string name, string hex)
    {
        var time = ReplyTime.Parse(name)!;
        var place = new byte[time.Size];
        time.Write(name.Contains("unix", StringComparison.Ordinal) ? DateTimeOffset.FromUnixTimeSeconds(0x65f6b86d) : Now, place);
        Assert.Equal(hex, Convert.ToHexStringLower(place));
    }

    [Theory]
    [InlineData("time.yyyyMMddHHmmss", "20280229060405")]
    [InlineData("time.yyMMddHHmmss", "280229060405")]
    [InlineData("time.yyyy-MM-ddTHH:mm:ss", "2028-02-29T06:04:05")]
    public void The_time_is_written_as_a_text(string name, string text)
    {
        var time = ReplyTime.Parse(name)!;
        var place = new byte[time.Size];
        time.Write(Now, place);
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(place));
    }

    [Fact]
    public void No_name_makes_a_way_of_writing_that_fails() =>
        Gen.String[Gen.Char["yMdHms-:/.Tunixbcdle"], 0, 40].Sample(form =>
        {
            if (ReplyTime.Parse("time." + form) is not { } time) return;
            var place = new byte[time.Size];
            time.Write(Now, place);
            Assert.DoesNotContain((byte)0, time.Form is "unix" or "unix.le" ? [1] : place);
        });

    [Theory]
    [InlineData("\"06 {time.noon}\"", "{time.unix}")]
    [InlineData("\"06 {time.}\"", "{time.unix}")]
    [InlineData("\"06 {time.yyy}\"", "{time.unix}")]
    public void A_way_that_is_none_is_told_with_those_there_are(string reply, string known)
    {
        var fault = Assert.Single(FramingDocuments.Read(Document.Replace("\"7e 01 06 {crc}\"", reply, StringComparison.Ordinal)).Faults);
        Assert.Equal("framing.reply", fault.Code);
        Assert.Contains(known, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9h")]
    [InlineData("+15:00")]
    public void An_offset_that_is_none_is_told(string offset)
    {
        var fault = Assert.Single(FramingDocuments.Read(Document.Replace("+09:00", offset, StringComparison.Ordinal)).Faults);
        Assert.Equal("value.type", fault.Code);
    }

    private static string Answer(string document, string payload)
    {
        var spec = FramingDocuments.Spec(document);
        var frame = new FrameScanner(spec).ReadOne(new FrameWriter(spec).Build(Convert.FromHexString(payload)));
        Assert.Null(frame.Refusal);
        var reply = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(spec, spec.Reply.DataFor(frame.Payload.Span)!, frame, Now, reply);
        return Convert.ToHexStringLower(reply.WrittenSpan);
    }
}
