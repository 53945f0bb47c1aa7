"""Blogs as their programs hand them out: invented posts of a Thai teacher, in the forms that occur."""

import base64

from tests.knowledge.desk import picture_file

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>บันทึกครูบ้านนา</title><link>https://krubanna.example.com</link>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login>krubanna</wp:author_login>
    <wp:author_display_name><![CDATA[ครูสมศรี มีสุข]]></wp:author_display_name></wp:author>
  %s
</channel></rss>
"""
ITEM = """<item>
  <title>%(title)s</title><link>%(link)s</link><dc:creator><![CDATA[krubanna]]></dc:creator>
  <content:encoded><![CDATA[%(body)s]]></content:encoded><excerpt:encoded><![CDATA[ย่อ]]></excerpt:encoded>
  <wp:post_id>%(id)s</wp:post_id><wp:post_date_gmt>2017-01-04 20:00:00</wp:post_date_gmt>
  <wp:status>%(status)s</wp:status><wp:post_type>%(type)s</wp:post_type><wp:post_password>%(password)s</wp:post_password>
  <category domain="category" nicename="x"><![CDATA[การอ่าน]]></category>
  <category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
  <category domain="post_tag" nicename="y"><![CDATA[ภาษาไทย &amp; ป.1]]></category>
  <wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>แขก</wp:comment_author>
    <wp:comment_content><![CDATA[ขอบคุณค่ะ ความลับ]]></wp:comment_content></wp:comment>
</item>"""
CLASSIC = """ตอนเช้าเด็กๆ อ่านหนังสือ\r\nด้วยกันทุกวัน\r\n\r
[caption id="attachment_7" align="aligncenter" width="300"]<a href="https://krubanna.example.com/wp-content/uploads/2017/01/read.jpg"><img class="size-medium" src="https://krubanna.example.com/wp-content/uploads/2017/01/read-300x200.jpg" alt="มุมอ่าน" width="300" /></a> มุมอ่านของเรา[/caption]\r
\r
<!--more-->ผลที่ได้ <b>ดีมาก</b> [อ่านต่อ] [gallery ids="1,2"]\r
\r
https://www.youtube.com/watch?v=abcdefghijk\r
\r
<img src="https://elsewhere.example.com/x/lost.png" alt="ภาพหาย">"""
BLOCKS = """<!-- wp:paragraph {"x":1} -->
<p onclick="evil()">น้ำใจ<script>alert(1)</script></p>
<!-- /wp:paragraph -->
<!-- wp:image -->
<figure class="wp-block-image"><img src="%s" alt=""/></figure>
<!-- /wp:image -->"""


def picture(form="JPEG"):
    return picture_file(form=form).read()


def as_data(form="PNG"):
    return f"data:image/png;base64,{base64.b64encode(picture(form)).decode()}"


def item(**changes):
    return ITEM % (
        {
            "title": "ชวนเด็กอ่าน &amp; เขียน",
            "link": "https://krubanna.example.com/?p=11",
            "body": CLASSIC,
            "id": 11,
            "status": "publish",
            "type": "post",
            "password": "",
        }
        | changes
    )


def wxr(*items):
    return WXR % "".join(items)


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>สมุด: ครูบ้านนอก</title><link>https://www.gotoknow.org/blog/banna</link>
<item><title>เล่าเรื่องห้องเรียน</title><link>https://www.gotoknow.org/posts/123456</link>
<guid>https://www.gotoknow.org/posts/123456</guid><dc:creator>ครูสมศรี มีสุข</dc:creator>
<pubDate>Mon, 05 Apr 2010 10:30:00 +0700</pubDate><category>ห้องเรียน</category>
<description>&lt;p&gt;เด็กๆ เล่าเรื่อง&lt;/p&gt;&lt;p&gt;&lt;img src="pictures/a.jpg" alt="ก"&gt;&lt;/p&gt;</description></item>
<item><title>ไม่มีเนื้อหา</title><guid>7</guid><description></description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>สมุด</title>
<entry><id>tag:gotoknow.org,2010:9</id><title type="html">ก &amp;amp; ข</title>
<link rel="edit" href="https://x.example.com"/><link rel="alternate" href="https://www.gotoknow.org/posts/9"/>
<author><name>ครูสมศรี มีสุข</name></author><published>2010-04-05T03:30:00Z</published><category term="ห้องเรียน"/>
<content type="html">&lt;p&gt;เนื้อหา&lt;/p&gt;</content></entry></feed>"""
PAGE = """<!DOCTYPE html>
<!-- saved from url=(0039)https://www.gotoknow.org/posts/488613 -->
<html lang="th"><head><meta charset="%(charset)s">
<meta property="og:title" content="วิธีทำตะไลของชาวบ้าน - GotoKnow">
<meta name="author" content="ครูสมศรี มีสุข"><meta name="keywords" content="ภูมิปัญญา, ตะไล">
<meta property="article:published_time" content="2012-05-20T08:00:00+07:00"><title>x</title></head>
<body><nav>เมนู<ul><li>หน้าแรก</ul></nav><div class="wrap"><h1>วิธีทำตะไล</h1>
<div class="post-content clearfix"><p>ใช้น้ำ<br>กับไม้ไผ่<div>ซ้อน</div><img src="page_files/a.jpg" alt="ตะไล">
<img src="../../secret.jpg"></div><div class="comments">ความเห็นของแขก</div></div>
<footer>ท้ายหน้า</footer></body></html>"""
